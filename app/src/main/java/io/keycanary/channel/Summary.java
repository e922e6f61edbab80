package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.token.Printable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An alert made ready to be shown, the same for every channel: harmless text of bounded length, in the order in which a
 * woken analyst asks. What is still to be escaped is only the markup of the channel itself.
 *
 * @param lines what leaked comes first; empty answers are left out
 */
record Summary(String severity, List<Line> lines, List<String> details) {
    /** Bound of each field, in characters. */
    static final int FIELD_CHARS = Printable.FIELD_CHARS;

    /** Bound of the number of further lines. */
    static final int MAX_DETAILS = 20;

    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** One answer. */
    record Line(String label, String value) {}

    static Summary of(Alert alert) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(subject(alert.reason()), Printable.line(alert.leaked())));
        add(lines, "Tried", alert.tried());
        add(lines, "From", alert.from());
        Instant since = alert.since();
        if (since != null) {
            add(lines, alert.reason() == Alert.Reason.CHANNEL_DOWN ? "Last delivered" : "Since", time(since));
        }
        add(lines, "Do now", alert.todo());
        add(lines, "Look", alert.link());
        return new Summary(alert.severity().name(), List.copyOf(lines), details(alert.details()));
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

    static List<String> details(List<String> hostile) {
        List<String> shown = new ArrayList<>(
                hostile.stream().limit(MAX_DETAILS).map(Printable::line).toList());
        if (hostile.size() > MAX_DETAILS) {
            shown.add("and " + (hostile.size() - MAX_DETAILS) + " more");
        }
        return List.copyOf(shown);
    }

    private static void add(List<Line> lines, String label, String hostile) {
        String value = Printable.line(hostile);
        if (!value.isBlank()) {
            lines.add(new Line(label, value));
        }
    }

    private static String subject(Alert.Reason reason) {
        return switch (reason) {
            case FIRST_SIGHTING -> "Leaked";
            case NOVELTY -> "Leaked, something new";
            case DIGEST -> "Leaked, digest";
            case CHANNEL_DOWN -> "Alert channel does not deliver";
            case TEST -> "Test alert, leaked";
        };
    }

    /** An instant outside of what the calendar of people holds is shown as it is. */
    private static String time(Instant instant) {
        return instant.isBefore(Instant.MAX) && instant.isAfter(Instant.EPOCH.minusSeconds(1))
                ? TO_THE_SECOND.format(instant)
                : instant.toString();
    }
}
