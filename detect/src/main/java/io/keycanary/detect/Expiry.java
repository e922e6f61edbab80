package io.keycanary.detect;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code responseElements.credentials.expiration} in the forms in which CloudTrail writes it. */
final class Expiry {
    /** As in {@code Nov 30, 2024, 8:43:17 PM}, UTC. */
    private static final DateTimeFormatter WORDY = DateTimeFormatter.ofPattern("MMM d, uuuu, h:mm:ss a", Locale.US);

    /** An epoch above this is in milliseconds: in seconds it would be the year 5138. */
    private static final double MILLIS_FROM = 1e11;

    private Expiry() {}

    /** Null when there is none or it has an unknown form. */
    static @Nullable Instant parse(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 64) {
            return null;
        }
        try {
            if (text.chars().allMatch(c -> c >= '0' && c <= '9' || ".eE+-".indexOf(c) >= 0) && !text.contains("-")) {
                double epoch = Double.parseDouble(text);
                return Instant.ofEpochMilli((long) (epoch < MILLIS_FROM ? epoch * 1000 : epoch));
            }
            if (Character.isDigit(text.charAt(0))) {
                return OffsetDateTime.parse(text).toInstant();
            }
            // Newer JDKs write a narrow no-break space before AM and PM.
            String plain = text.replace('\u202f', ' ').replace('\u00a0', ' ');
            return LocalDateTime.parse(plain, WORDY).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }
}
