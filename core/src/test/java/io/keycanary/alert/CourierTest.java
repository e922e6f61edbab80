package io.keycanary.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CourierTest {
    private static final DeliveryResult RETRY = new DeliveryResult.Retry("503", null);
    private static final DeliveryResult REFUSED = new DeliveryResult.Refused("410 gone");

    private final SettableClock clock = new SettableClock();
    private final FakeOutbox outbox = new FakeOutbox();
    private final ScriptedChannel channel = new ScriptedChannel("hook");
    private final List<String> heard = new ArrayList<>();
    private final Courier courier = courier(channel, List.of("mail"), DeliveryPolicy.DEFAULT);

    @Test
    void step_severalDue_sendsOldestFirstAndRecordsTheReceipts() throws InterruptedException {
        UUID second = put(Duration.ofSeconds(-10));
        UUID first = put(Duration.ofSeconds(-20));

        assertThat(courier.step()).isZero();

        assertThat(channel.sent()).containsExactly(first, second);
        assertThat(delivery(first))
                .isEqualTo(new Delivery(
                        first,
                        "hook",
                        Delivery.State.ACCEPTED,
                        1,
                        clock.instant().minusSeconds(20),
                        null,
                        "ok",
                        clock.instant()));
        assertThat(outbox.health("hook").lastSuccess()).isEqualTo(clock.instant());
    }

    @Test
    void step_moreThanABatch_leavesTheRestToTheNextStep() throws InterruptedException {
        for (int i = 0; i < DeliveryPolicy.DEFAULT.batch() + 1; i++) {
            put(Duration.ZERO);
        }

        courier.step();
        assertThat(channel.sent()).hasSize(DeliveryPolicy.DEFAULT.batch());
        courier.step();
        assertThat(channel.sent()).hasSize(DeliveryPolicy.DEFAULT.batch() + 1);
    }

    @Test
    void step_nothingDue_waitsForThePollAtMost() throws InterruptedException {
        assertThat(courier.step()).isEqualTo(DeliveryPolicy.DEFAULT.poll());
        waiting(Duration.ofMillis(700));
        assertThat(courier.step()).isEqualTo(Duration.ofMillis(700));
        waiting(Duration.ofNanos(1_000));
        assertThat(courier.step()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void step_retry_isTriedAgainWithinTheBackOffAndNotBefore() throws InterruptedException {
        channel.answering(RETRY);
        UUID id = put(Duration.ZERO);

        courier.step();
        Delivery failed = delivery(id);

        assertThat(failed.state()).isEqualTo(Delivery.State.PENDING);
        assertThat(failed.attempts()).isEqualTo(1);
        assertThat(failed.leasedUntil()).isNull();
        assertThat(failed.nextAt()).isBetween(clock.instant(), clock.instant().plus(Duration.ofSeconds(2)));
        clock.pass(Duration.ofSeconds(2));
        courier.step();
        assertThat(delivery(id).state()).isEqualTo(Delivery.State.ACCEPTED);
        assertThat(channel.sent()).containsExactly(id, id);
    }

    @Test
    void step_retryAfter_restsTheWholeChannelForSoLong() throws InterruptedException {
        channel.answering(new DeliveryResult.Retry("429", Duration.ofSeconds(90)));
        put(Duration.ZERO);
        UUID untried = put(Duration.ZERO);

        courier.step();

        assertThat(channel.sent()).hasSize(1);
        assertThat(delivery(untried).leasedUntil()).as("given back").isNull();
        assertThat(delivery(untried).attempts()).isZero();
        assertThat(courier.step()).isEqualTo(Duration.ofSeconds(90));
        clock.pass(Duration.ofSeconds(89));
        courier.step();
        assertThat(channel.sent()).hasSize(1);
        clock.pass(Duration.ofSeconds(1));
        courier.step();
        assertThat(channel.sent()).hasSize(3);
    }

    @Test
    void step_longOutage_asksAtMostOnceAMinuteOnAverageAndRecoversAtOnce() throws InterruptedException {
        channel.always(RETRY);
        for (int i = 0; i < 100; i++) {
            put(Duration.ZERO);
        }
        int attempts = attemptsWithin(Duration.ofHours(2));
        assertThat(attempts).isBetween(60, 400);

        channel.always(null);
        clock.pass(DeliveryPolicy.DEFAULT.pause().cap());
        int untried = (int) outbox.recent(null, 1000).stream()
                .filter(item -> item.delivery().attempts() == 0
                        && item.delivery().channel().equals("hook"))
                .count();
        for (int i = 0; i < 20; i++) {
            courier.step();
        }
        assertThat(channel.sent().size() - attempts).isGreaterThanOrEqualTo(untried);
    }

    @Test
    void step_refused_isADeadLetterAtOnceAndIsAnnouncedOnTheOthers() throws InterruptedException {
        channel.answering(REFUSED);
        UUID id = put(Duration.ZERO);

        courier.step();

        assertThat(delivery(id).state()).isEqualTo(Delivery.State.DEAD);
        assertThat(delivery(id).note()).isEqualTo("410 gone");
        assertThat(delivery(id).endedAt()).isEqualTo(clock.instant());
        Alert down = outbox.ofReason(Alert.Reason.CHANNEL_DOWN).getFirst();
        assertThat(down.leaked()).isEqualTo("hook");
        assertThat(down.tried()).contains("410 gone");
        assertThat(outbox.deliveries(down.id())).extracting(Delivery::channel).containsExactly("mail");
        assertThat(heard).contains("wake");
    }

    @Test
    void step_failuresInARow_areAnnouncedOncePerOutage() throws InterruptedException {
        channel.answering(RETRY, RETRY);
        put(Duration.ZERO);
        attemptsWithin(Duration.ofMinutes(1));
        assertThat(outbox.ofReason(Alert.Reason.CHANNEL_DOWN))
                .as("two failures")
                .isEmpty();

        for (int outage = 1; outage <= 2; outage++) {
            channel.always(RETRY);
            put(Duration.ZERO);
            attemptsWithin(Duration.ofHours(1));
            assertThat(outbox.health("hook").failures()).isGreaterThan(3);
            assertThat(outbox.ofReason(Alert.Reason.CHANNEL_DOWN)).hasSize(outage);

            channel.always(null);
            attemptsWithin(Duration.ofHours(1));
            assertThat(outbox.health("hook").well()).isTrue();
        }
    }

    @Test
    void step_onlyChannelFails_staysUnannouncedUntilThereIsAnother() throws InterruptedException {
        channel.always(REFUSED);
        put(Duration.ZERO);
        courier(channel, List.of(), DeliveryPolicy.DEFAULT).step();
        assertThat(outbox.ofReason(Alert.Reason.CHANNEL_DOWN)).isEmpty();

        put(Duration.ZERO);
        courier.step();
        assertThat(outbox.ofReason(Alert.Reason.CHANNEL_DOWN)).hasSize(1);
    }

    @Test
    void step_dayOfRetries_endsAsADeadLetter() throws InterruptedException {
        channel.always(RETRY);
        UUID id = put(Duration.ZERO);

        attemptsWithin(Duration.ofHours(23));
        assertThat(delivery(id).state()).isEqualTo(Delivery.State.PENDING);
        attemptsWithin(Duration.ofHours(2));

        assertThat(delivery(id).state()).isEqualTo(Delivery.State.DEAD);
        assertThat(delivery(id).note()).startsWith("given up after ").endsWith("attempts: 503");
        assertThat(delivery(id).attempts()).isBetween(100, 400);
    }

    @Test
    void step_oldAlertOnFirstFailures_isNotGivenUpBeforeTheLeastAttempts() throws InterruptedException {
        channel.always(RETRY);
        UUID id = put(Duration.ofHours(-48));

        courier.step();
        assertThat(delivery(id).state()).isEqualTo(Delivery.State.PENDING);
        attemptsWithin(Duration.ofHours(1));

        assertThat(delivery(id).state()).isEqualTo(Delivery.State.DEAD);
        assertThat(delivery(id).attempts()).isEqualTo(DeliveryPolicy.DEFAULT.minAttempts());
    }

    @Test
    void requeue_deadLetter_goesOutAgain() throws InterruptedException {
        channel.answering(REFUSED);
        UUID id = put(Duration.ZERO);
        courier.step();

        assertThat(outbox.requeue(id, "mail", clock.instant())).isFalse();
        assertThat(outbox.requeue(id, "hook", clock.instant())).isTrue();
        courier.step();

        assertThat(delivery(id).state()).isEqualTo(Delivery.State.ACCEPTED);
        assertThat(outbox.requeue(id, "hook", clock.instant())).isFalse();
    }

    @Test
    void step_channelThrows_isRetriedAndTheNextOneLeaves() throws InterruptedException {
        UUID id = put(Duration.ZERO);
        courier(new ScriptedChannel("hook").broken(), List.of(), DeliveryPolicy.DEFAULT)
                .step();

        assertThat(delivery(id).note()).isEqualTo("internal error: IllegalArgumentException");
        assertThat(heard).contains("troubled hook IllegalArgumentException");
    }

    @Test
    void step_channelWithThreads_sendsLaterAlertsOfTheIncidentAsReplies() throws InterruptedException {
        UUID incident = new UUID(1, 1);
        for (int i = 0; i < 3; i++) {
            put(i == 2 ? new UUID(2, 2) : incident);
            clock.pass(Duration.ofSeconds(1));
        }
        List<String> said = new ArrayList<>();
        AlertChannel threads = new AlertChannel() {
            @Override
            public String name() {
                return "hook";
            }

            @Override
            public boolean threads() {
                return true;
            }

            @Override
            public DeliveryResult send(Alert alert) {
                said.add("first");
                return new DeliveryResult.Accepted("receipt " + said.size());
            }

            @Override
            public DeliveryResult reply(Alert alert, First first) {
                said.add("reply to " + first.receipt());
                return new DeliveryResult.Accepted("receipt " + said.size());
            }
        };

        Courier withThreads = courier(threads, List.of(), DeliveryPolicy.DEFAULT);
        withThreads.step();
        withThreads.step();

        assertThat(said).containsExactly("first", "first", "reply to receipt 1");
    }

    @Test
    void step_leaseOfAnotherWorker_isRespectedUntilItEnds() throws InterruptedException {
        UUID id = put(Duration.ZERO);
        outbox.claim(List.of("hook"), clock.instant(), clock.instant().plusSeconds(300), 1);

        courier.step();
        assertThat(channel.sent()).isEmpty();
        clock.pass(Duration.ofSeconds(300));
        courier.step();
        assertThat(channel.sent()).containsExactly(id);
    }

    @Test
    void step_leaseLostWhileSending_leavesTheOtherWorkersResultAlone() throws InterruptedException {
        UUID id = put(Duration.ZERO);
        AlertChannel slow = new AlertChannel() {
            @Override
            public String name() {
                return "hook";
            }

            @Override
            public DeliveryResult send(Alert alert) {
                clock.pass(Duration.ofMinutes(10));
                outbox.update(delivery(id).accepted("by the other", clock.instant()));
                return REFUSED;
            }
        };

        courier(slow, List.of("mail"), DeliveryPolicy.DEFAULT).step();

        assertThat(delivery(id).state()).isEqualTo(Delivery.State.ACCEPTED);
        assertThat(delivery(id).note()).isEqualTo("by the other");
    }

    @Test
    void step_littleLeaseLeft_beginsNothingMore() throws InterruptedException {
        put(Duration.ZERO);
        UUID second = put(Duration.ZERO);
        List<UUID> sent = new ArrayList<>();
        AlertChannel slow = new AlertChannel() {
            @Override
            public String name() {
                return "hook";
            }

            @Override
            public DeliveryResult send(Alert alert) {
                sent.add(alert.id());
                clock.pass(DeliveryPolicy.DEFAULT.leaseMargin().plusMillis(1));
                return new DeliveryResult.Accepted("late");
            }
        };
        Courier slowCourier = courier(slow, List.of(), DeliveryPolicy.DEFAULT);

        slowCourier.step();
        assertThat(sent).hasSize(1);
        assertThat(delivery(second).leasedUntil()).isNull();
        slowCourier.step();
        assertThat(sent).hasSize(2);
    }

    @Test
    void step_stopped_givesEverythingBack() throws InterruptedException {
        UUID id = put(Duration.ZERO);
        courier.stop();

        courier.step();

        assertThat(channel.sent()).isEmpty();
        assertThat(delivery(id).leasedUntil()).isNull();
        assertThat(delivery(id).attempts()).isZero();
    }

    @Test
    void step_killedWhileSending_marksTheNextSendAsARepeat() throws InterruptedException {
        UUID id = put(Duration.ZERO);
        UUID untouched = put(Duration.ZERO);
        List<Alert> arrived = new ArrayList<>();
        boolean[] killed = {false};
        AlertChannel dying = new AlertChannel() {
            @Override
            public String name() {
                return "hook";
            }

            @Override
            public DeliveryResult send(Alert alert) {
                arrived.add(alert);
                if (!killed[0]) {
                    killed[0] = true;
                    outbox.away(true);
                    throw new KilledError();
                }
                return new DeliveryResult.Accepted("ok");
            }
        };
        assertThatThrownBy(
                        () -> courier(dying, List.of(), DeliveryPolicy.DEFAULT).step())
                .isInstanceOf(IllegalStateException.class);
        outbox.away(false);
        clock.pass(Duration.ofMinutes(10));

        courier(dying, List.of(), DeliveryPolicy.DEFAULT).step();

        assertThat(arrived).extracting(Alert::id).containsExactly(id, id, untouched);
        assertThat(arrived).extracting(Alert::repeat).containsExactly(false, true, false);
    }

    /** What a kill looks like from within. */
    private static final class KilledError extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void step_failedOrRequeued_isMarkedAsARepeat() throws InterruptedException {
        channel.answering(RETRY, REFUSED);
        UUID id = put(Duration.ZERO);
        courier.step();
        clock.pass(Duration.ofMinutes(1));
        courier.step();
        outbox.requeue(id, "hook", clock.instant());
        courier.step();

        assertThat(channel.marks()).containsExactly(false, true, true);
    }

    @Test
    void step_earlierAlertOfTheIncidentWaits_holdsBackTheLaterOneOnly() throws InterruptedException {
        UUID incident = new UUID(1, 1);
        UUID first = put(incident);
        clock.pass(Duration.ofMillis(1));
        UUID second = put(incident);
        UUID other = put(Duration.ZERO);
        channel.answering(RETRY);

        attemptsWithin(Duration.ofMinutes(2));

        assertThat(channel.sent()).containsSubsequence(first, first, second).contains(other);
        assertThat(channel.sent().indexOf(other)).isLessThan(channel.sent().indexOf(second));
    }

    @Test
    void step_channelFailsHalfOfTheTime_stillDeliversSeveralASecond() throws InterruptedException {
        Random coin = new Random(7);
        AlertChannel flaky = new AlertChannel() {
            @Override
            public String name() {
                return "hook";
            }

            @Override
            public DeliveryResult send(Alert alert) {
                channel.sent().add(alert.id());
                return coin.nextBoolean() ? RETRY : new DeliveryResult.Accepted("ok");
            }
        };
        for (int i = 0; i < 1_000; i++) {
            put(Duration.ZERO);
        }
        Courier half = courier(flaky, List.of("mail"), DeliveryPolicy.DEFAULT);
        Instant begun = clock.instant();
        while (outbox.recent(Delivery.State.PENDING, 5_000).stream()
                        .filter(item -> item.delivery().channel().equals("hook"))
                        .count()
                > 20) {
            Duration wait = half.step();
            clock.pass(wait.isZero() ? Duration.ofMillis(1) : wait);
        }

        assertThat(Duration.between(begun, clock.instant())).isLessThan(Duration.ofMinutes(8));
        assertThat(outbox.ofReason(Alert.Reason.CHANNEL_DOWN))
                .as("told of once in a quarter of an hour")
                .hasSize(1);
    }

    @Test
    void step_clockSetBackByHours_sendsWhatWaits() throws InterruptedException {
        channel.answering(RETRY);
        UUID failed = put(Duration.ZERO);
        courier.step();
        UUID untried = put(Duration.ZERO);
        UUID leased = put(Duration.ZERO);
        outbox.update(
                outbox.claim(List.of("hook"), clock.instant(), clock.instant().plusSeconds(65), 9).stream()
                        .filter(item -> item.alert().id().equals(untried))
                        .findFirst()
                        .orElseThrow()
                        .delivery()
                        .released());
        clock.pass(Duration.ofHours(-5));

        attemptsWithin(Duration.ofMinutes(1));

        assertThat(channel.sent()).contains(untried, leased).containsOnlyOnce(untried, leased);
        assertThat(delivery(failed).state()).isEqualTo(Delivery.State.ACCEPTED);
    }

    @Test
    void step_clockSetForwardByHours_sendsEachOnceMoreAtMost() throws InterruptedException {
        channel.answering(new DeliveryResult.Retry("429", Duration.ofMinutes(50)));
        UUID failed = put(Duration.ZERO);
        UUID untried = put(Duration.ZERO);
        courier.step();
        clock.pass(Duration.ofHours(30));

        attemptsWithin(Duration.ofMinutes(1));

        assertThat(channel.sent()).containsExactlyInAnyOrder(failed, failed, untried);
    }

    private UUID put(UUID incident) {
        Alert alert = OwnAlerts.test(clock);
        outbox.put(
                new Alert(
                        alert.id(),
                        Alert.Reason.NOVELTY,
                        alert.severity(),
                        incident,
                        null,
                        "",
                        "",
                        "",
                        null,
                        "",
                        "",
                        List.of(),
                        clock.instant()),
                List.of("hook"));
        return alert.id();
    }

    private void waiting(Duration time) {
        Delivery fresh = delivery(put(Duration.ZERO));
        outbox.update(fresh.begun().again("503", clock.instant().plus(time)));
    }

    private int attemptsWithin(Duration time) throws InterruptedException {
        int before = channel.sent().size();
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            Duration wait = courier.step();
            clock.pass(wait.isZero() ? Duration.ofMillis(1) : wait);
        }
        return channel.sent().size() - before;
    }

    private UUID put(Duration createdIn) {
        Alert test = OwnAlerts.test(() -> clock.instant().plus(createdIn));
        outbox.put(test, List.of("hook"));
        return test.id();
    }

    private Delivery delivery(UUID id) {
        return outbox.delivery(id, "hook").orElseThrow();
    }

    private Courier courier(AlertChannel to, List<String> others, DeliveryPolicy policy) {
        Random random = new Random(42);
        DeliveryBook book = new DeliveryBook(to, others, outbox, policy, clock, random);
        RelayListener listener = new RelayListener() {
            @Override
            public void troubled(String name, RuntimeException cause) {
                heard.add("troubled " + name + " " + cause.getClass().getSimpleName());
            }
        };
        return new Courier(to, book, policy, random, listener, () -> heard.add("wake"));
    }
}
