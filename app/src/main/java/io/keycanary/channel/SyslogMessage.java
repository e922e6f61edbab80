package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.incident.Severity;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An alert as a syslog message (RFC 5424), framed by its length (RFC 5425 section 4.3, RFC 6587 section 3.4.1). */
final class SyslogMessage {
    /** What every receiver should take (RFC 5425 section 4.3.1). */
    static final int LIMIT_BYTES = 8_192;

    /** Security and authorization messages. */
    private static final int FACILITY = 10;

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SyslogMessage() {}

    static byte[] framed(Alert alert, ChannelSettings.SyslogForm form) {
        byte[] message =
                Fit.first(alert, summary -> message(alert, summary, form), bytes -> bytes.length <= LIMIT_BYTES);
        byte[] length = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[length.length + message.length];
        System.arraycopy(length, 0, frame, 0, length.length);
        System.arraycopy(message, 0, frame, length.length, message.length);
        return frame;
    }

    /** Host and process are left open: alerts of several processes are one stream, told apart by their ids. */
    private static byte[] message(Alert alert, Summary summary, ChannelSettings.SyslogForm form) {
        String header = "<" + (FACILITY * 8 + level(alert.severity())) + ">1 " + TIMESTAMP.format(alert.createdAt())
                + " - keycanary - " + alert.reason().name() + " - \uFEFF";
        String body = switch (form) {
            case JSON -> new String(JsonRenderer.render(alert, summary), StandardCharsets.UTF_8);
            case CEF -> CefRenderer.render(alert, summary);
        };
        return (header + body).getBytes(StandardCharsets.UTF_8);
    }

    private static int level(Severity severity) {
        return switch (severity) {
            case LOW -> 5; // notice
            case MEDIUM -> 4; // warning
            case HIGH -> 2; // critical
            case CRITICAL -> 1; // alert: action must be taken immediately
        };
    }
}
