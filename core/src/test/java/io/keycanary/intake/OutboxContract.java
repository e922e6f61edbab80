package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertFacts;
import io.keycanary.alert.ChannelHealth;
import io.keycanary.alert.Delivery;
import io.keycanary.alert.Outbox;
import io.keycanary.alert.QuietRule;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Severity;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an {@link Outbox} must do. */
public abstract class OutboxContract extends StoreContract {
    private static final Instant T = Example.T;
    private static final Instant LEASE = T.plusSeconds(30);
    private static final List<String> BOTH = List.of("console", "webhook");

    private void change(Consumer<Outbox> work) {
        ledger.change(stores -> work.accept(stores.outbox()));
    }

    private void see(Consumer<Outbox> look) {
        check(stores -> look.accept(stores.outbox()));
    }

    private List<Outbox.Item> claim(List<String> channels, Instant now, Instant until, int limit) {
        return ledger.write(stores -> stores.outbox().claim(channels, now, until, limit));
    }

    private Alert out(Instant at) {
        Alert alert = Example.alert(Example.id(), at);
        change(outbox -> outbox.put(alert, BOTH));
        return alert;
    }

    private static Delivery pending(UUID alert, String channel, Instant nextAt) {
        return new Delivery(alert, channel, Delivery.State.PENDING, 0, nextAt, null, null, null);
    }

    private static Delivery ended(UUID alert, String channel, Delivery.State state) {
        return new Delivery(alert, channel, state, 1, T, null, "said \u0000 so", T.plusSeconds(2));
    }

    private static QuietRule rule(Instant from, Instant until) {
        return new QuietRule(
                Example.id(),
                Set.of("pager", "chat"),
                Set.of(Example.token().id()),
                Severity.MEDIUM,
                from,
                until,
                "why",
                "ann");
    }

    @Test
    void quietRules_areThoseThatHoldAtThatTime() {
        QuietRule now = rule(T, T.plusSeconds(60));
        QuietRule over = rule(T.minusSeconds(60), T);
        change(outbox -> {
            outbox.put(now);
            outbox.put(over);
        });
        see(outbox -> assertThat(outbox.quietRules()).containsExactly(now, over));
        see(outbox -> assertThat(outbox.quietRules(T)).containsExactly(now));
        see(outbox -> assertThat(outbox.quietRules(T.plusSeconds(60))).isEmpty());
        QuietRule ended = now.ended(T.plusSeconds(1));
        change(outbox -> outbox.put(ended));
        see(outbox -> assertThat(outbox.quietRules(T.plusSeconds(2))).isEmpty());
    }

    @Test
    void claim_quiet_isNotGivenOutAndHoldsNothingUp() {
        Alert first = out(T);
        QuietRule rule = rule(T, T.plusSeconds(60));
        change(outbox -> outbox.update(
                outbox.delivery(first.id(), "webhook").orElseThrow().quiet(rule, T)));
        Alert second = Example.alert(first.incident(), T.plusSeconds(1));
        change(outbox -> outbox.put(second, BOTH));
        assertThat(claim(List.of("webhook"), T.plusSeconds(2), LEASE, 10))
                .extracting(item -> item.alert().id())
                .containsExactly(second.id());
        see(outbox -> assertThat(outbox.recent(Delivery.State.QUIET, 10))
                .extracting(item -> item.delivery().note())
                .containsExactly("quiet until " + rule.until() + ": why"));
    }

    @Test
    void put_forTwoChannels_eachIsPending() {
        Alert alert = out(T);
        see(outbox -> assertThat(outbox.alert(alert.id())).contains(alert));
        see(outbox -> assertThat(outbox.deliveries(alert.id()))
                .containsExactly(pending(alert.id(), "console", T), pending(alert.id(), "webhook", T)));
    }

    @Test
    void put_alertAboutOurselvesWithHostileText_comesBackEqual() {
        String hostile = "\u0000\ud800\u001a<script>";
        Alert alert = new Alert(
                Example.id(),
                Alert.Reason.CHANNEL_DOWN,
                Severity.LOW,
                null,
                null,
                hostile,
                hostile,
                hostile,
                null,
                hostile,
                hostile,
                List.of(hostile, ""),
                T);
        change(outbox -> outbox.put(alert, List.of()));
        see(outbox -> assertThat(outbox.alert(alert.id())).contains(alert));
    }

    @Test
    void put_alertWithHostileValues_comesBackEqual() {
        String hostile = "\u0000\ud800\u001a\u2028\"}<script>";
        AlertFacts.Act act = new AlertFacts.Act(
                SightingKind.TAMPER,
                false,
                T.toEpochMilli(),
                hostile,
                hostile,
                hostile,
                hostile,
                hostile,
                hostile,
                hostile,
                null,
                hostile,
                null,
                hostile);
        AlertFacts facts = new AlertFacts(
                new AlertFacts.Decoy("111122223333", hostile, null, hostile),
                act,
                new AlertFacts.Standing(IncidentState.RESOLVED, Verdict.BENIGN_POSITIVE, 3, hostile, ""));
        Alert alert = Example.alert(Example.id(), T).with(facts);
        change(outbox -> outbox.put(alert, List.of()));
        see(outbox -> assertThat(outbox.alert(alert.id())).contains(alert));
    }

    @Test
    void put_knownId_changesNothing() {
        Alert alert = out(T);
        change(outbox -> outbox.update(ended(alert.id(), "console", Delivery.State.ACCEPTED)));
        change(outbox -> outbox.put(alert, List.of("console", "mail")));
        see(outbox -> assertThat(outbox.deliveries(alert.id()))
                .containsExactly(
                        ended(alert.id(), "console", Delivery.State.ACCEPTED), pending(alert.id(), "webhook", T)));
    }

    @Test
    void claim_dueDeliveries_leasedOldestFirst() {
        Alert later = out(T.plusSeconds(1));
        Alert first = out(T);
        tried(out(T.plusSeconds(2)), T.plusSeconds(2));
        List<Outbox.Item> claimed = claim(List.of("webhook"), T.plusSeconds(1), LEASE, 10);
        assertThat(claimed).extracting(Outbox.Item::alert).containsExactly(first, later);
        assertThat(claimed).extracting(item -> item.delivery().leasedUntil()).containsOnly(LEASE);
        assertThat(claim(List.of("webhook"), T.plusSeconds(1), LEASE, 10)).isEmpty();
        assertThat(claim(List.of("console"), T.plusSeconds(1), LEASE, 1))
                .extracting(Outbox.Item::alert)
                .containsExactly(first);
        assertThat(claim(List.of(), T.plusSeconds(9), LEASE, 9)).isEmpty();
    }

    /** A tried one waits until then. */
    private void tried(Alert alert, Instant until) {
        BOTH.forEach(channel -> change(outbox ->
                outbox.update(new Delivery(alert.id(), channel, Delivery.State.PENDING, 1, until, null, "503", null))));
    }

    @Test
    void claim_clockWasSetBack_whatWaitsIsFree() {
        Instant back = T.minusSeconds(6 * 3600);
        Alert untried = out(T);
        Alert tried = out(T);
        tried(tried, T);
        Alert leased = out(T);
        ledger.change(stores -> stores.outbox()
                .update(new Delivery(leased.id(), "webhook", Delivery.State.PENDING, 0, T, LEASE, null, null)));
        assertThat(claim(List.of("webhook"), back, back.plusSeconds(30), 10))
                .extracting(Outbox.Item::alert)
                .containsExactlyInAnyOrder(untried, tried, leased);
    }

    @Test
    void claim_earlierAlertOfTheIncidentWaits_givesOutNoLaterOne() {
        UUID incident = Example.id();
        Alert first = Example.alert(incident, T);
        Alert second = Example.alert(incident, T.plusSeconds(1));
        Alert stranger = Example.alert(Example.id(), T.plusSeconds(2));
        change(outbox -> List.of(second, first, stranger).forEach(alert -> outbox.put(alert, BOTH)));
        assertThat(claim(List.of("webhook"), T.plusSeconds(5), LEASE, 10))
                .extracting(Outbox.Item::alert)
                .containsExactly(first, stranger);
        tried(first, T.plusSeconds(60));
        assertThat(claim(List.of("webhook"), T.plusSeconds(40), T.plusSeconds(70), 10))
                .extracting(Outbox.Item::alert)
                .containsExactly(stranger);
        see(outbox -> assertThat(outbox.nextDue(List.of("webhook"))).contains(T.plusSeconds(60)));
        change(outbox -> outbox.update(ended(first.id(), "webhook", Delivery.State.DEAD)));
        assertThat(claim(List.of("webhook"), T.plusSeconds(40), T.plusSeconds(70), 10))
                .extracting(Outbox.Item::alert)
                .containsExactly(second);
    }

    @Test
    void claim_leaseOver_givenAgain() {
        Alert alert = out(T);
        claim(List.of("webhook"), T, LEASE, 10);
        assertThat(claim(List.of("webhook"), LEASE.minusNanos(1_000), LEASE.plusSeconds(9), 10))
                .isEmpty();
        assertThat(claim(List.of("webhook"), LEASE, LEASE.plusSeconds(9), 10))
                .extracting(Outbox.Item::alert)
                .containsExactly(alert);
    }

    @Test
    void claim_endedDeliveries_neverGivenAgain() {
        Alert alert = out(T);
        change(outbox -> outbox.update(ended(alert.id(), "webhook", Delivery.State.ACCEPTED)));
        change(outbox -> outbox.update(ended(alert.id(), "console", Delivery.State.DEAD)));
        assertThat(claim(BOTH, T.plusSeconds(999), LEASE, 10)).isEmpty();
        see(outbox -> assertThat(outbox.nextDue(BOTH)).isEmpty());
    }

    @Test
    void claim_twoWorkersAtOnce_noneIsGivenTwice() throws Exception {
        int alerts = 40;
        for (int i = 0; i < alerts; i++) {
            out(T);
        }
        Ledger second = another();
        List<String> given = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> workers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Ledger mine = i % 2 == 0 ? ledger : second;
                workers.add(() -> drain(mine, given));
            }
            for (Future<Boolean> worker : threads.invokeAll(workers)) {
                assertThat(worker.get()).isTrue();
            }
        }
        Set<String> once = new HashSet<>(given);
        assertThat(given).hasSize(once.size());
        claim(BOTH, T, LEASE, 2 * alerts).forEach(item -> once.add(key(item)));
        assertThat(once).hasSize(2 * alerts);
    }

    private static boolean drain(Ledger ledger, List<String> given) {
        List<Outbox.Item> claimed = ledger.write(stores -> stores.outbox().claim(BOTH, T, LEASE, 3));
        while (!claimed.isEmpty()) {
            claimed.forEach(item -> given.add(key(item)));
            claimed = ledger.write(stores -> stores.outbox().claim(BOTH, T, LEASE, 3));
        }
        return true;
    }

    private static String key(Outbox.Item item) {
        return item.alert().id() + " " + item.delivery().channel();
    }

    @Test
    void alerts_ofAnIncident_oldestFirst() {
        UUID incident = Example.id();
        Alert late = Example.alert(incident, T.plusSeconds(5));
        Alert early = Example.alert(incident, T);
        change(outbox -> outbox.put(late, BOTH));
        change(outbox -> outbox.put(early, BOTH));
        out(T);
        see(outbox -> assertThat(outbox.alerts(incident)).containsExactly(early, late));
    }

    @Test
    void recent_byState_newestAlertFirst() {
        Alert old = out(T);
        Alert young = out(T.plusSeconds(5));
        change(outbox -> outbox.update(ended(old.id(), "webhook", Delivery.State.DEAD)));
        see(outbox -> {
            assertThat(outbox.recent(null, 3))
                    .extracting(OutboxContract::key)
                    .containsExactly(young.id() + " console", young.id() + " webhook", old.id() + " console");
            assertThat(outbox.recent(Delivery.State.DEAD, 9))
                    .containsExactly(new Outbox.Item(old, ended(old.id(), "webhook", Delivery.State.DEAD)));
        });
    }

    @Test
    void requeue_deadDelivery_isPendingAgain() {
        Alert alert = out(T);
        change(outbox -> outbox.update(ended(alert.id(), "webhook", Delivery.State.DEAD)));
        assertThat(ledger.<Boolean>write(stores -> stores.outbox().requeue(alert.id(), "webhook", T.plusSeconds(9))))
                .isTrue();
        assertThat(ledger.<Boolean>write(stores -> stores.outbox().requeue(alert.id(), "console", T)))
                .isFalse();
        assertThat(claim(List.of("webhook"), T.plusSeconds(9), LEASE, 9)).hasSize(1);
    }

    @Test
    void health_changed_lastOneCounts() {
        ChannelHealth down = new ChannelHealth("webhook", T, T.plusSeconds(1), 3, "503 \u0000", T.plusSeconds(2));
        see(outbox -> assertThat(outbox.health("webhook")).isEqualTo(ChannelHealth.unknown("webhook")));
        change(outbox -> outbox.update(new ChannelHealth("webhook", T, null, 0, null, null)));
        change(outbox -> outbox.update(down));
        see(outbox -> assertThat(outbox.health("webhook")).isEqualTo(down));
        see(outbox -> assertThat(outbox.health("console")).isEqualTo(ChannelHealth.unknown("console")));
    }

    @Test
    void nextDue_leasedAndFree_theEarliestThatCanBeClaimed() {
        see(outbox -> assertThat(outbox.nextDue(BOTH)).isEmpty());
        out(T);
        see(outbox -> assertThat(outbox.nextDue(List.of("webhook"))).contains(T));
        claim(List.of("webhook"), T, LEASE, 9);
        see(outbox -> assertThat(outbox.nextDue(List.of("webhook"))).contains(LEASE));
        see(outbox -> assertThat(outbox.nextDue(BOTH)).contains(T));
        see(outbox -> assertThat(outbox.nextDue(List.of())).isEmpty());
    }
}
