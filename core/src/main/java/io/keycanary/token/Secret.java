package io.keycanary.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Secret text that does not leak by accident: no {@code equals}, no text in {@code toString}. */
public final class Secret {
    private final byte[] utf8;

    private Secret(byte[] utf8) {
        this.utf8 = utf8;
    }

    /** Wraps a text. */
    public static Secret of(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text itself, for the few that must have it: each has a {@link SecretAccess}. */
    public String reveal(SecretAccess access) {
        access.required();
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Compares in constant time. */
    public boolean matches(Secret other) {
        return MessageDigest.isEqual(utf8, other.utf8);
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
