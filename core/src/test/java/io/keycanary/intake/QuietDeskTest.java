package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.alert.Delivery;
import io.keycanary.alert.Outbox;
import io.keycanary.alert.QuietRule;
import io.keycanary.alert.Routing;
import io.keycanary.alert.Scope;
import io.keycanary.desk.QuietDesk;
import io.keycanary.incident.Severity;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.token.CanaryToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuietDeskTest {
    private final Routing routing = new Routing(List.of(
            new Routing.Route("pager", Severity.LOW),
            new Routing.Route("chat", Severity.LOW),
            new Routing.Route("console", Severity.LOW, Scope.ALL, null, false)));
    private final Ledger ledger = new MemoryLedger();
    private Instant now = Example.T;
    private final QuietDesk desk = new QuietDesk(ledger, () -> now, routing);
    private final AlertDesk alerts = new AlertDesk(routing, "");
    private final CanaryToken token = Example.token();

    @BeforeEach
    void aToken() {
        ledger.change(stores -> stores.tokens().add(token));
    }

    private QuietDesk.Wish wish(String... channels) {
        return new QuietDesk.Wish(List.of(channels), List.of(), Severity.HIGH, now.plusSeconds(3600), "maintenance");
    }

    private List<String> sent() {
        var alert = new io.keycanary.alert.Alert(
                Example.id(),
                io.keycanary.alert.Alert.Reason.NOVELTY,
                Severity.HIGH,
                null,
                token.id(),
                "l",
                "t",
                "f",
                now,
                "todo",
                "link",
                List.of(),
                now);
        ledger.change(stores -> alerts.tell(stores, alert));
        return ledger.read(stores -> stores.outbox().deliveries(alert.id())).stream()
                .filter(delivery -> delivery.state() == Delivery.State.PENDING)
                .map(Delivery::channel)
                .toList();
    }

    @Test
    void rule_keepsTheAlertFromItsChannelUntilItEnds() {
        QuietRule rule = desk.add(wish("pager"), "ann");
        assertThat(sent()).containsExactly("chat", "console");
        List<Outbox.Item> kept = ledger.read(stores -> stores.outbox().recent(Delivery.State.QUIET, 9));
        assertThat(kept)
                .extracting(Outbox.Item::delivery)
                .extracting(Delivery::channel)
                .containsExactly("pager");
        desk.end(rule.id().toString(), "ann");
        assertThat(sent()).containsExactly("chat", "console", "pager");
        List<AuditEntry> audited = ledger.read(stores -> stores.audit().after(0, 9));
        assertThat(audited).extracting(AuditEntry::action).contains("quiet.add", "quiet.end");
    }

    @Test
    void rule_endsByItself() {
        desk.add(wish("pager"), "ann");
        now = now.plusSeconds(3600);
        assertThat(sent()).containsExactly("chat", "console", "pager");
        assertThat(desk.list(false)).isEmpty();
        assertThat(desk.list(true)).hasSize(1);
    }

    @Test
    void rule_ofAToken_leavesOthersAlone() {
        CanaryToken other = Example.token();
        ledger.change(stores -> stores.tokens().add(other));
        desk.add(
                new QuietDesk.Wish(
                        List.of("pager"), List.of(other.label()), Severity.HIGH, now.plusSeconds(60), "red team"),
                "ann");
        assertThat(sent()).contains("pager");
    }

    @Test
    void rule_thatWouldMuteEverything_isRefused() {
        assertThatThrownBy(() -> desk.add(wish("pager", "chat"), "ann")).hasMessageContaining("mute everything");
        desk.add(wish("pager"), "ann");
        assertThatThrownBy(() -> desk.add(wish("chat"), "ann"))
                .as("together with the one before")
                .hasMessageContaining("mute everything");
        assertThat(desk.list(true)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7 * 24 * 3600 + 1})
    void rule_withoutAnEndThatIsNear_isRefused(long seconds) {
        QuietDesk.Wish wish = new QuietDesk.Wish(
                List.of("pager"), List.of(), Severity.HIGH, now.plus(Duration.ofSeconds(seconds)), "maintenance");
        assertThatThrownBy(() -> desk.add(wish, "ann")).hasMessageContaining("at most 7 days");
    }

    @Test
    void rule_thatSaysTooLittleOrTooMuch_isRefused() {
        assertThatThrownBy(() -> desk.add(wish("pagr"), "ann")).hasMessageContaining("\"pagr\"; there are chat");
        QuietDesk.Wish critical =
                new QuietDesk.Wish(List.of("pager"), List.of(), Severity.CRITICAL, now.plusSeconds(60), "x");
        assertThatThrownBy(() -> desk.add(critical, "ann")).hasMessageContaining("never quiet");
        QuietDesk.Wish silent =
                new QuietDesk.Wish(List.of("pager"), List.of(), Severity.HIGH, now.plusSeconds(60), " ");
        assertThatThrownBy(() -> desk.add(silent, "ann")).hasMessageContaining("reason is missing");
    }
}
