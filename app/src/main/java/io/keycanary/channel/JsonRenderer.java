package io.keycanary.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.keycanary.alert.Alert;
import io.keycanary.token.Printable;
import io.keycanary.token.TokenId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert as the body of a webhook, documented in {@code docs/alerts.md}. Field names and meanings never change within
 * a version of the schema; new fields may come. Texts are made harmless here too: receivers print what they get.
 */
final class JsonRenderer {
    /** Version of the schema. */
    static final int SCHEMA = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private JsonRenderer() {}

    /** UTF-8, one line. */
    static byte[] render(Alert alert) {
        return render(alert, Summary.of(alert));
    }

    /** The same as far as a summary goes that was made shorter. */
    static byte[] render(Alert alert, Summary summary) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("schema", SCHEMA);
            out.writeStringField("id", alert.id().toString());
            out.writeStringField("reason", word(alert.reason()));
            out.writeStringField("severity", word(alert.severity()));
            answers(out, alert, summary);
            references(out, alert);
            out.writeStringField("text", ChatText.of(summary));
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void answers(JsonGenerator out, Alert alert, Summary summary) throws IOException {
        out.writeStringField("leaked", Printable.line(alert.leaked(), summary.fieldChars()));
        out.writeStringField("tried", Printable.line(alert.tried(), summary.fieldChars()));
        out.writeStringField("from", Printable.line(alert.from(), summary.fieldChars()));
        Instant since = alert.since();
        text(out, "since", since);
        out.writeStringField("todo", Printable.line(alert.todo(), summary.fieldChars()));
        out.writeStringField("link", Printable.line(alert.link(), summary.fieldChars()));
        out.writeArrayFieldStart("details");
        for (String detail : summary.details()) {
            out.writeString(detail);
        }
        out.writeEndArray();
    }

    private static void references(JsonGenerator out, Alert alert) throws IOException {
        UUID incident = alert.incident();
        TokenId token = alert.token();
        text(out, "incident", incident);
        text(out, "token", token);
        out.writeStringField("createdAt", alert.createdAt().toString());
        out.writeBooleanField("repeat", alert.repeat());
    }

    private static void text(JsonGenerator out, String field, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNullField(field);
        } else {
            out.writeStringField(field, value.toString());
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
