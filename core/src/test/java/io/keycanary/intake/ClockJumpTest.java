package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.incident.AlertBudget;
import io.keycanary.token.CanaryToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that is set back or forward by hours keeps no alert back and makes none. */
class ClockJumpTest {
    private final Desk desk = new Desk();
    private final Digests digests = new Digests(desk.ledger, desk.alertDesk, desk.clock);
    private final CanaryToken token = desk.token("ci");

    @ParameterizedTest
    @ValueSource(ints = {-9, 9})
    void jump_withNoveltiesOverTheBound_tellsThemInOneDigest(int hours) {
        use(1, AlertBudget.PER_HOUR + 5);
        assertThat(of(Alert.Reason.NOVELTY)).isEqualTo(AlertBudget.PER_HOUR - 1);

        desk.pass(Duration.ofHours(hours));
        digests.sweep();
        digests.sweep();
        desk.pass(Duration.ofMinutes(1));
        digests.sweep();

        assertThat(of(Alert.Reason.DIGEST)).isEqualTo(1);
    }

    @Test
    void jumpBack_newUseAfterIt_alertsAtOnce() {
        use(1, AlertBudget.PER_HOUR);
        desk.pass(Duration.ofHours(-9));
        int before = of(Alert.Reason.NOVELTY);
        use(100, 1);

        assertThat(of(Alert.Reason.NOVELTY)).isEqualTo(before + 1);
    }

    /** Each from a network of its own, so that each is something new. */
    private void use(int from, int count) {
        for (int i = from; i < from + count; i++) {
            List<CloudTrail.Call> calls = new ArrayList<>();
            calls.add(new CloudTrail.Call(
                    token, "e" + i, "ec2", "DescribeInstances", "198.51." + i + ".7", "2026-11-23T11:59:58Z"));
            desk.offer(CloudTrail.file(calls));
        }
    }

    private int of(Alert.Reason reason) {
        return (int)
                desk.alerts().stream().filter(alert -> alert.reason() == reason).count();
    }
}
