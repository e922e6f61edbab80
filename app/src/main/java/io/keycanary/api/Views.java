package io.keycanary.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How values look in documents: times as RFC 3339, ids in full. */
final class Views {
    private Views() {}

    static String time(Instant time) {
        return time.toString();
    }

    /**
     * A time of a request.
     *
     * @throws Problem when it is none
     */
    static Instant instant(String text, String field) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw Problem.badRequest(field + " is a time such as 2026-12-01T18:00:00Z (RFC 3339)");
        }
    }

    static @Nullable String timeOrNull(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    static @Nullable String idOrNull(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    /**
     * A text of a request.
     *
     * @throws IllegalArgumentException when it is missing, blank or longer
     */
    static String required(@Nullable String text, String field, int maxChars) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return bounded(text, field, maxChars);
    }

    /** The same for one that may be missing: then it is empty. */
    static String optional(@Nullable String text, String field, int maxChars) {
        return text == null ? "" : bounded(text, field, maxChars);
    }

    private static String bounded(String text, String field, int maxChars) {
        if (text.length() > maxChars) {
            throw new IllegalArgumentException(
                    field + " has " + text.length() + " characters, and at most " + maxChars + " are taken");
        }
        return text;
    }
}
