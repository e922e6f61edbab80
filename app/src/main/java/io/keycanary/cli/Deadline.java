package io.keycanary.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** The option {@code --until}: a time, or how long from now, in whole seconds. */
final class Deadline {
    private Deadline() {}

    /** @throws CommandFailure when it is neither */
    static Instant of(String text, Instant clock) {
        Instant now = clock.truncatedTo(ChronoUnit.SECONDS);
        try {
            return switch (text.matches("\\d{1,6}[mhd]") ? text.charAt(text.length() - 1) : ' ') {
                case 'm' -> now.plus(Duration.ofMinutes(amount(text)));
                case 'h' -> now.plus(Duration.ofHours(amount(text)));
                case 'd' -> now.plus(Duration.ofDays(amount(text)));
                default -> OffsetDateTime.parse(text).toInstant();
            };
        } catch (DateTimeParseException e) {
            throw CommandFailure.badInput("--until \"" + text
                    + "\" is no time: write 2026-12-01T18:00:00Z, 2026-12-01T18:00:00+01:00, or from now 90m, 8h, 30d");
        }
    }

    private static long amount(String text) {
        return Long.parseLong(text.substring(0, text.length() - 1));
    }
}
