package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.incident.Severity;
import io.keycanary.token.Printable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An alert made ready to be shown, the same for every channel: harmless text of bounded length, in the order in which a
 * woken analyst asks. What is still to be escaped is only the markup of the channel itself.
 *
 * @param lines what leaked comes first; empty answers are left out
 * @param fieldChars bound of each answer and further line
 */
record Summary(String severity, List<Line> lines, List<String> details, int fieldChars) {
    /** Bound of each field, in characters. */
    static final int FIELD_CHARS = Printable.FIELD_CHARS;

    /** Bound of the number of further lines. */
    static final int MAX_DETAILS = 20;

    /** The same of a report in a mail. */
    private static final int MAX_REPORT_LINES = 2_000;

    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** One answer. */
    record Line(String label, String value) {}

    static Summary of(Alert alert) {
        return of(alert, MAX_DETAILS, FIELD_CHARS);
    }

    /** With fewer further lines, or shorter fields, for a service that takes less. */
    static Summary of(Alert alert, int maxDetails, int fieldChars) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(subject(alert.reason()), Printable.line(alert.leaked(), fieldChars)));
        boolean report = alert.reason() == Alert.Reason.REPORT;
        add(lines, report ? "Figures" : "Tried", Printable.line(alert.tried(), fieldChars));
        add(lines, "From", Printable.line(alert.from(), fieldChars));
        Instant since = alert.since();
        if (since != null) {
            add(lines, since(alert.reason()), time(since));
        }
        add(lines, "Do now", Printable.line(alert.todo(), fieldChars));
        add(lines, "Look", Printable.line(alert.link(), fieldChars));
        add(lines, "Repeat", alert.repeat() ? "sent again, it may have arrived already" : "");
        return new Summary(
                alert.severity().name(),
                List.copyOf(lines),
                report ? List.of() : details(alert.details(), maxDetails, fieldChars),
                fieldChars);
    }

    /**
     * The same with how its incident stands now, right after what leaked.
     *
     * @param state may quote people: made harmless here
     */
    Summary standing(Severity now, String state) {
        List<Line> all = new ArrayList<>(lines);
        all.add(1, new Line("State", Printable.line(state, fieldChars)));
        return new Summary(now.name(), List.copyOf(all), details, fieldChars);
    }

    /** With every further line: a report as a whole, for a mail. */
    static Summary whole(Alert alert) {
        Summary summary = of(alert);
        return alert.reason() == Alert.Reason.REPORT
                ? new Summary(
                        summary.severity,
                        summary.lines,
                        details(alert.details(), MAX_REPORT_LINES, FIELD_CHARS),
                        summary.fieldChars)
                : summary;
    }

    /** Where to look further when that is an address, null when it is a command. */
    @Nullable
    String link() {
        return lines.stream()
                .filter(line -> line.label().equals("Look") && HtmlRenderer.link(line.value()))
                .map(Line::value)
                .findFirst()
                .orElse(null);
    }

    /** One line: the subject of a mail, the title of a page. */
    String headline() {
        return "[" + severity + "] " + lines.getFirst().label() + ": "
                + lines.getFirst().value();
    }

    /** All but the first line. */
    List<Line> rest() {
        return lines.subList(1, lines.size());
    }

    private static List<String> details(List<String> hostile, int most, int fieldChars) {
        List<String> shown = new ArrayList<>(hostile.stream()
                .limit(most)
                .map(detail -> Printable.line(detail, fieldChars))
                .toList());
        if (hostile.size() > most) {
            shown.add("and " + (hostile.size() - most) + " more");
        }
        return List.copyOf(shown);
    }

    private static void add(List<Line> lines, String label, String value) {
        if (!value.isBlank()) {
            lines.add(new Line(label, value));
        }
    }

    private static String subject(Alert.Reason reason) {
        return switch (reason) {
            case FIRST_SIGHTING -> "Leaked";
            case NOVELTY -> "Leaked, something new";
            case DIGEST -> "Leaked, digest";
            case ACKNOWLEDGED -> "Acknowledged";
            case ASSIGNED -> "Assigned";
            case CONTAINED -> "Contained";
            case RESOLVED -> "Resolved";
            case REOPENED -> "Reopened";
            case ESCALATED -> "Nobody acknowledges";
            case HEARTBEAT -> "Heartbeat, leaked";
            case REPORT -> "Report";
            case DRILL_MISSED -> "Trap did not answer";
            case CHANNEL_DOWN -> "Alert channel does not deliver";
            case TEST -> "Test alert, leaked";
        };
    }

    private static String since(Alert.Reason reason) {
        return switch (reason) {
            case CHANNEL_DOWN -> "Last delivered";
            case DRILL_MISSED -> "Last proven";
            default -> "Since";
        };
    }

    /** An instant outside of what the calendar of people holds is shown as it is. */
    private static String time(Instant instant) {
        return instant.isBefore(Instant.MAX) && instant.isAfter(Instant.EPOCH.minusSeconds(1))
                ? TO_THE_SECOND.format(instant)
                : instant.toString();
    }
}
