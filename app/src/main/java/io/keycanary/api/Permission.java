package io.keycanary.api;

import io.keycanary.access.Role;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a route asks of its caller. */
enum Permission {
    /** Nothing: anyone who reaches the port. */
    PUBLIC(null),
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

    boolean given(Role callers) {
        return role == null || callers.includes(role);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
