package io.keycanary.integrity;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Times in names of files, all UTC. */
final class FileTime {
    private static final DateTimeFormatter SECONDS = format("uuuuMMdd'T'HHmmss'Z'");
    private static final DateTimeFormatter MINUTES = format("uuuuMMdd'T'HHmm'Z'");

    private FileTime() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
    }

    static Optional<Instant> seconds(String text) {
        return parse(text, SECONDS);
    }

    static Optional<Instant> minutes(String text) {
        return parse(text, MINUTES);
    }

    private static Optional<Instant> parse(String text, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty(); // digits that are no time, such as a 31st of November
        }
    }
}
