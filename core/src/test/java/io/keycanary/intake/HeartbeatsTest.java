package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signs of life. */
class HeartbeatsTest {
    private final Desk desk = new Desk();

    @Test
    void sweep_eachInterval_sendsOneToItsChannelOnly() {
        sweepAfter(Duration.ZERO);
        sweepAfter(Duration.ofHours(23));
        accept();
        assertThat(beats()).hasSize(1);

        sweepAfter(Duration.ofHours(1));
        assertThat(beats()).hasSize(2);
        Alert beat = beats().getFirst();
        assertThat(beat.todo()).contains("longer than 1 day");
        assertThat(beat.tried()).isEqualTo("incidents that nobody acknowledged: 0; deliveries that were given up: 0");
        List<Delivery> sent = desk.ledger.read(stores -> stores.outbox().deliveries(beat.id()));
        assertThat(sent).extracting(Delivery::channel).containsExactly("chat");
    }

    @Test
    void sweep_lastOneStillWaits_sendsNoFurtherOne() {
        sweepAfter(Duration.ZERO);
        sweepAfter(Duration.ofDays(5));

        assertThat(beats()).hasSize(1);
    }

    @Test
    void sweep_clockSetBackOrForwardOrStopped_sendsOne() {
        sweepAfter(Duration.ZERO);
        accept();
        sweepAfter(Duration.ofHours(-9));
        assertThat(beats()).hasSize(2);
        accept();
        sweepAfter(Duration.ofDays(9));
        sweepAfter(Duration.ofMinutes(1));
        assertThat(beats()).hasSize(3);
    }

    private void sweepAfter(Duration time) {
        desk.pass(time);
        new Heartbeats(desk.ledger, Map.of("chat", Duration.ofDays(1)), desk.clock).sweep();
    }

    private void accept() {
        desk.ledger.change(stores -> stores.outbox()
                .recent(Delivery.State.PENDING, 10)
                .forEach(item -> stores.outbox().update(item.delivery().accepted("ok", desk.clock.instant()))));
    }

    private List<Alert> beats() {
        return desk.ledger.read(stores -> stores.outbox().recent(null, 100)).stream()
                .map(item -> item.alert())
                .filter(alert -> alert.reason() == Alert.Reason.HEARTBEAT)
                .toList();
    }
}
