package io.keycanary.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When CloudTrail delivered what is to be read, told by folders and names alone:
 * {@code AWSLogs/[o-org/]account/CloudTrail/region/yyyy/mm/dd/account_CloudTrail_region_yyyymmddThhmmZ_....json.gz}
 * (CloudTrail user guide, "Finding your CloudTrail log files"). Digest and Insight files lie in folders of the same form.
 *
 * @param since from here on, null for the beginning
 * @param until up to here, exclusive; null for the end
 */
record DatePeriod(@Nullable Instant since, @Nullable Instant until) {
    /** Whatever the date. */
    static final DatePeriod ALWAYS = new DatePeriod(null, null);

    private static final Pattern REGION = Pattern.compile("(?:^|.*/)\\d{12}/CloudTrail[\\w-]*/[a-z0-9-]+/");
    private static final Pattern DATED = Pattern.compile(REGION.pattern()
            + "(\\d{4})(?:/(\\d\\d)(?:/(\\d\\d)(?:/(?:(?:[^/]*?_)?(\\d{8}T\\d{4})(?:\\d\\d)?Z[^/]*|[^/]*))?)?)?/?");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm");

    /** What a path says. */
    enum Answer {
        /** It holds files of the period, or may hold some. */
        WITHIN,
        /** Nothing in it belongs to the period. */
        OUTSIDE,
        /** It is not of the layout. */
        UNKNOWN
    }

    /**
     * A period from what a user wrote: {@code 2026-11-20} or {@code 2026-11-20T14:30Z}; without a zone it is UTC. A date
     * as the end includes that day.
     *
     * @throws CommandFailure when it is neither, or the period is empty
     */
    static DatePeriod of(@Nullable String since, @Nullable String until) {
        DatePeriod period = new DatePeriod(moment("--since", since, 0), moment("--until", until, 1));
        if (period.since != null && period.until != null && !period.since.isBefore(period.until)) {
            throw CommandFailure.badInput("--since " + since + " is not before --until " + until);
        }
        return period;
    }

    private static @Nullable Instant moment(String option, @Nullable String text, int daysBehindDate) {
        if (text == null) {
            return null;
        }
        try {
            return text.contains("T")
                    ? time(text)
                    : LocalDate.parse(text)
                            .plusDays(daysBehindDate)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
        } catch (DateTimeException e) {
            throw CommandFailure.badInput(
                    option + " is a date or time like 2026-11-20 or 2026-11-20T14:30Z, not " + text);
        }
    }

    private static Instant time(String text) {
        boolean zoned = text.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)");
        return zoned
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    boolean always() {
        return since == null && until == null;
    }

    /** What a path with {@code /} between its parts says, be it a folder or a file. */
    Answer of(String path) {
        if (always()) {
            return Answer.WITHIN;
        }
        Matcher dated = DATED.matcher(path);
        if (!dated.matches()) {
            return Answer.UNKNOWN;
        }
        try {
            LocalDateTime from = from(dated);
            return within(from, to(dated, from)) ? Answer.WITHIN : Answer.OUTSIDE;
        } catch (DateTimeException e) {
            return Answer.UNKNOWN;
        }
    }

    private boolean within(LocalDateTime from, LocalDateTime to) {
        return (since == null || since.isBefore(to.toInstant(ZoneOffset.UTC)))
                && (until == null || from.toInstant(ZoneOffset.UTC).isBefore(until));
    }

    private static LocalDateTime from(Matcher dated) {
        if (dated.group(4) != null) {
            return LocalDateTime.parse(dated.group(4), STAMP);
        }
        return LocalDate.of(
                        Integer.parseInt(dated.group(1)),
                        dated.group(2) == null ? 1 : Integer.parseInt(dated.group(2)),
                        dated.group(3) == null ? 1 : Integer.parseInt(dated.group(3)))
                .atStartOfDay();
    }

    private static LocalDateTime to(Matcher dated, LocalDateTime from) {
        if (dated.group(4) != null) {
            return from.plusMinutes(1);
        }
        if (dated.group(3) != null) {
            return from.plusDays(1);
        }
        return dated.group(2) == null ? from.plusYears(1) : from.plusMonths(1);
    }

    /** The folder of a region at the beginning of a path, in which there are only folders by date; null without one. */
    static @Nullable String region(String path) {
        Matcher region = REGION.matcher(path);
        return region.lookingAt() ? region.group() : null;
    }

    /** Everything of the period stands behind this key in a region's folder; null for the beginning. */
    @Nullable
    String before(String region) {
        return since == null
                ? null
                : region + DateTimeFormatter.ofPattern("uuuu/MM/dd").format(since.atOffset(ZoneOffset.UTC));
    }

    /** Whether the folder of a key, and with it all behind it in the same region's folder, is too late. */
    boolean isBehind(String key) {
        String folder = key.substring(0, key.lastIndexOf('/') + 1);
        return until != null && new DatePeriod(null, until).of(folder) == Answer.OUTSIDE;
    }
}
