package io.keycanary.api;

import io.keycanary.access.Role;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a route asks of its caller. */
enum Permission {
    /** Nothing: anyone who reaches the port. */
    PUBLIC(null),
    /** A signature over the body, which the handler checks. */
    SIGNED(null),
    /** To look. */
    VIEWER(Role.VIEWER),
    /** To work on incidents. */
    RESPONDER(Role.RESPONDER),
    /** Everything. */
    ADMIN(Role.ADMIN);

    private final @Nullable Role role;

    Permission(@Nullable Role role) {
        this.role = role;
    }

    /** Whether a bearer token says who calls. */
    boolean bearer() {
        return role != null;
    }

    boolean given(Role callers) {
        return role == null || callers.includes(role);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
