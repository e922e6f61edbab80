package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes records in each of the forms in which they reach us. */
enum Layout {
    RECORDS(records -> "{\"Records\":[" + String.join(",", records) + "]}"),
    RECORDS_BEHIND_OTHERS(records -> "{\"Message\":\"{\",\"a\":[{\"eventVersion\":\"1\",\"b\":{}}],\"Records\":[ "
            + String.join(" ,\n", records) + "\t] ,\"z\":null}"),
    LINES(records -> String.join("\n", records)),
    CONCATENATED(records -> String.join("", records)),
    ARRAY(records -> "[" + String.join(",", records) + "]"),
    BYTE_ORDER_MARK(records -> "\ufeff" + RECORDS.text.apply(records)),
    EVENTBRIDGE_LINES(records -> each(records, Layout::eventBridge, "\n")),
    EVENTBRIDGE_CONCATENATED(records -> each(records, Layout::eventBridge, "")),
    LOGS_SUBSCRIPTION(records -> "{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":\"g\",\"logEvents\":["
            + each(records, r -> "{\"id\":\"1\",\"timestamp\":1,\"message\":" + quoted(r) + "}", ",") + "]}"),
    LOGS_EXPORT(records -> each(records, r -> "2026-03-04T05:06:07.000Z " + r.replaceAll("[\\r\\n]", " "), "\n")),
    SNS_LINES(records -> each(records, Layout::sns, "\n")),
    SQS_MESSAGES(records ->
            "{\"Messages\":[" + each(records, r -> "{\"MessageId\":\"1\",\"Body\":" + quoted(r) + "}", ",") + "]}"),
    SQS_LAMBDA(records -> "{\"Records\":["
            + each(
                    records,
                    r -> "{\"eventSourceARN\":\"q\",\"eventSource\":\"aws:sqs\",\"body\":" + quoted(r) + "}",
                    ",")
            + "]}"),
    SQS_SNS_EVENTBRIDGE(records ->
            "{\"Messages\":[" + each(records, r -> "{\"Body\":" + quoted(sns(eventBridge(r))) + "}", ",") + "]}"),
    SQS_FILE(records -> "{\"Body\":" + quoted(RECORDS.text.apply(records)) + "}"),
    GZIP(records -> RECORDS.text.apply(records)) {
        @Override
        byte[] write(List<String> records) {
            return Seen.gzip(super.write(records));
        }
    },
    GZIP_MEMBERS(records -> "") {
        @Override
        byte[] write(List<String> records) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            records.forEach(r -> out.writeBytes(Seen.gzip((r + "\n").getBytes(UTF_8))));
            out.writeBytes(new byte[100]);
            return out.toByteArray();
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<List<String>, String> text;

    Layout(Function<List<String>, String> text) {
        this.text = text;
    }

    byte[] write(List<String> records) {
        return text.apply(records).getBytes(UTF_8);
    }

    private static String each(List<String> records, Function<String, String> form, String delimiter) {
        return records.stream().map(form).collect(Collectors.joining(delimiter));
    }

    private static String eventBridge(String record) {
        return "{\"version\":\"0\",\"id\":\"e\",\"detail-type\":\"AWS API Call via CloudTrail\",\"source\":\"aws.sts\",\"detail\":"
                + record + "}";
    }

    private static String sns(String message) {
        return "{\"Type\":\"Notification\",\"Message\":" + quoted(message) + "}";
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
