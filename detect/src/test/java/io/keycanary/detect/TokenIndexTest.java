package io.keycanary.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenIndexTest {
    private static final String KEY = "AKIAQYLPMN5HAAAAAAAA";
    private static final String ARN = "arn:aws:iam::123456789012:user/a";

    private static WatchedToken token(String id, String key, @Nullable String principal, @Nullable String arn) {
        return new WatchedToken(id, List.of(key), principal, arn);
    }

    private static void refused(String message, WatchedToken... tokens) {
        assertThatThrownBy(() -> TokenIndex.of(List.of(tokens), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void of_badIdentifier_namesTokenAndValue() {
        String why = ": expected 16 to 128 letters, digits or underscores";
        refused("token \"t\": access key id \"AKIA\"" + why, token("t", "AKIA", null, null));
        refused(
                "token \"t\": access key id \"AKIAQYLPMN5H-AAAAAAA\"" + why,
                token("t", "AKIAQYLPMN5H-AAAAAAA", null, null));
        refused("token \"t\": principal id \"A\"" + why, token("t", KEY, "A", null));
        refused(
                "token \"t\": access key id \"" + "x".repeat(129) + "\"" + why,
                token("t", "x".repeat(129), null, null));
    }

    @Test
    void of_hostileValue_isShownHarmlessly() {
        refused(
                "token \"t?[31m\": access key id \"a??b\": expected 16 to 128 letters, digits or underscores",
                token("t\u001b[31m", "a\n\u202eb", null, null));
    }

    @Test
    void of_noUserArn_isRefused() {
        for (String arn : List.of(
                "arn:aws:iam::123456789012:role/a",
                "arn:aws:iam::12345678901:user/a",
                "arn:aws:iam::123456789012:user/",
                "arn:aws:iam::123456789012:user/a b",
                "arn:aws:sts::123456789012:federated-user/a")) {
            assertThatThrownBy(() -> TokenIndex.of(List.of(token("t", KEY, null, arn)), List.of()))
                    .hasMessageStartingWith("token \"t\": user ARN \"" + arn + "\": expected arn:aws:iam::");
        }
    }

    @Test
    void of_duplicates_namesBoth() {
        refused("the id \"t\" occurs twice", token("t", KEY, null, null), token("t", KEY + "B", null, null));
        refused(
                "token \"u\": access key id \"" + KEY + "\": it is already given for \"t\"",
                token("t", KEY, null, null),
                token("u", KEY, null, null));
        refused(
                "token \"u\": principal id \"AIDAQYLPMN5HAAAAAAAA1\": it is already given for \"t\"",
                token("t", KEY, "AIDAQYLPMN5HAAAAAAAA1", null),
                token("u", KEY + "B", "AIDAQYLPMN5HAAAAAAAA1", null));
        refused("an id is blank: every token and sensor needs a name of its own", token(" ", KEY, null, null));
    }

    @Test
    void of_badSensor_isRefused() {
        for (String arn : List.of("trail", "arn:aws:ec2:r:1:instance/i", "arn:aws:cloudwatch:r:1:dashboard/x")) {
            assertThatThrownBy(() -> TokenIndex.of(List.of(), List.of(new WatchedSensor("s", arn))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("sensor \"s\": ARN \"" + arn + "\": expected ");
        }
    }

    @Test
    void size_countsTokensAndSensors() {
        TokenIndex index = TokenIndex.of(
                List.of(token("t", KEY, null, ARN)), List.of(new WatchedSensor("s", "arn:aws:s3:::bucket")));

        assertThat(index.size()).isEqualTo(2);
        assertThat(TokenIndex.of(List.of(), List.of()).size()).isZero();
    }

    @Test
    void scan_sensorNameWithoutAnyWord_isFound() {
        TokenIndex index = TokenIndex.of(
                List.of(), List.of(new WatchedSensor("s", "arn:aws:cloudwatch:r:123456789012:alarm:\u00e9-\u00fc")));
        String record = "{\"eventVersion\":\"1\",\"eventID\":\"e\",\"eventSource\":\"monitoring.amazonaws.com\","
                + "\"recipientAccountId\":\"123456789012\",\"requestParameters\":{\"alarmNames\":[\"\\u00e9-\u00fc\"]}}";

        assertThat(Seen.by(new Detector(index), record).lines())
                .containsExactly("0 s TAMPER [requestParameters.alarmNames[0]]");
    }
}
