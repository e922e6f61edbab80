package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.incident.Severity;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An alert in ArcSight's Common Event Format, version 0: a header cut by bars, then names and values. */
final class CefRenderer {
    private static final String VERSION = "1";

    private CefRenderer() {}

    /** One line. */
    static String render(Alert alert, Summary summary) {
        String reason = alert.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        String header = "CEF:0|KeyCanary|KeyCanary|" + VERSION + "|" + reason + "|" + header(summary.headline()) + "|"
                + level(alert.severity()) + "|";
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("rt", Long.toString(alert.createdAt().toEpochMilli()));
        fields.put("externalId", alert.id().toString());
        if (alert.since() != null) {
            fields.put("start", Long.toString(alert.since().toEpochMilli()));
        }
        if (alert.incident() != null) {
            fields.put("cs1Label", "incident");
            fields.put("cs1", alert.incident().toString());
        }
        if (alert.token() != null) {
            fields.put("cs2Label", "token");
            fields.put("cs2", alert.token().toString());
        }
        fields.put("msg", message(summary));
        return header
                + fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + value(field.getValue()))
                        .collect(Collectors.joining(" "));
    }

    private static String message(Summary summary) {
        String answers = summary.lines().stream()
                .map(line -> line.label() + ": " + line.value())
                .collect(Collectors.joining("\n"));
        return summary.details().isEmpty() ? answers : answers + "\n" + String.join("\n", summary.details());
    }

    /** In the header a bar ends a field. */
    static String header(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|");
    }

    /** In the extension an equals sign ends a name, and a line break is written as two characters. */
    static String value(String text) {
        return text.replace("\\", "\\\\").replace("=", "\\=").replace("\n", "\\n");
    }

    private static int level(Severity severity) {
        return switch (severity) {
            case LOW -> 3;
            case MEDIUM -> 5;
            case HIGH -> 8;
            case CRITICAL -> 10;
        };
    }
}
