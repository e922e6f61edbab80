package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final String KEY = "AKIAQYLPMN5HAAAAAAAA";
    private static final String SECRET = "FwoGZXIvYXdzEBYaDNotReal";
    private static final Detector DETECTOR =
            new Detector(TokenIndex.of(List.of(new WatchedToken("decoy", List.of(KEY), null, null)), List.of()));

    private static String record(String member) {
        return "{\"eventVersion\":\"1.08\",\"eventID\":\"e\",\"userIdentity\":{\"accessKeyId\":\"" + KEY + "\"},"
                + member + ",\"readOnly\":true}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sessionToken\":\"#\"",
                "\"responseElements\":{\"credentials\":{\"sessionToken\" : \"#\"}}",
                "\"a\":[[{\"secretAccessKey\":\"#\"}]]",
                "\"a\":{\"session\\u0054oken\":\"#\"}",
                "\"a\":{\"\\u0053\\u0065ssionToken\":\"#\"}",
                "\"a\":{\"X-Amz-Security-Token\":\"#\"}",
                "\"sessionToken\":{\"value\":[\"#\"]}",
                "\"sessionToken\":[\"#\"]",
                "\"sessionToken\":\"a\",\"sessionToken\":\"#\"",
                "\"a\":\"{\\\"sessionToken\\\":\\\"#\\\"}\"",
                "\"a\":\"{\\\"session\\\\u0054oken\\\" : \\\"#\\\"}\"",
                "\"a\":\"{\\n\\\"sessionToken\\\"\\n:\\\"#\\\"}\""
            })
    void matchAndMalformedHead_withSecret_doNotHoldIt(String member) {
        String record = record(member.replace("#", SECRET));
        for (Layout layout : Layout.values()) {
            Seen seen = Seen.by(DETECTOR, layout.write(List.of(record)));

            assertThat(seen.matches()).as(layout.name()).hasSize(1);
            String kept = new String(seen.matches().get(0).record(), UTF_8);
            assertThat(kept).contains("[REDACTED]", KEY, "readOnly").doesNotContain(SECRET);
        }
        for (String broken : List.of(record.replace("true}", "tru}"), record.replace("true}", ""))) {
            Seen seen = Seen.by(DETECTOR, broken + "\n");

            assertThat(seen.malformed()).hasSize(1);
            assertThat(new String(seen.malformed().get(0).head(), UTF_8))
                    .contains(KEY)
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void match_secretWithAVeryLongName_doesNotHoldIt() {
        String record = record("\"session" + "-".repeat(2000) + "Token\":\"" + SECRET + "\"");

        Seen seen = Seen.by(DETECTOR, record + "\n");

        assertThat(seen.matches()).hasSize(1);
        assertThat(new String(seen.matches().get(0).record(), UTF_8))
                .contains("[REDACTED]", KEY)
                .doesNotContain(SECRET);
    }

    @Test
    void malformedEnvelope_withSecret_doesNotHoldIt() {
        String record = record("\"sessionToken\":\"" + SECRET + "\"");
        for (Layout layout : List.of(Layout.LOGS_SUBSCRIPTION, Layout.SQS_SNS_EVENTBRIDGE, Layout.SNS_LINES)) {
            byte[] whole = layout.write(List.of(record));
            for (int cut = 1; cut < whole.length; cut++) {
                Seen seen = Seen.by(DETECTOR, java.util.Arrays.copyOf(whole, cut));

                for (MalformedRecord malformed : seen.malformed()) {
                    assertThat(new String(malformed.head(), UTF_8)).doesNotContain(SECRET.substring(0, 4));
                }
            }
        }
    }

    @Test
    void match_withoutSecret_keepsRecordAsItStands() {
        String record = record("\"a\" : {\"nextToken\":\"t\", \"sessionToken\":null,\"b\":\"\\u00e9\",\"b\":1.50,"
                + "\"m\":\"The security token: invalid\"}");

        Seen seen = Seen.by(DETECTOR, record);

        assertThat(new String(seen.matches().get(0).record(), UTF_8)).isEqualTo(record);
    }
}
