package io.keycanary.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelayTest {
    /** Polls so rarely that only a wake-up explains a delivery. */
    private static final DeliveryPolicy LAZY = policy(Duration.ofHours(1));

    private final SettableClock clock = new SettableClock();
    private final FakeOutbox outbox = new FakeOutbox();
    private final BlockingQueue<Delivery> ended = new LinkedBlockingQueue<>();
    private final BlockingQueue<RuntimeException> troubles = new LinkedBlockingQueue<>();

    @Test
    void wake_newAlert_leavesAtOnce() throws InterruptedException {
        ScriptedChannel hook = new ScriptedChannel("hook");
        try (Relay relay = relay(LAZY, hook)) {
            relay.start();
            UUID id = put("hook");
            relay.wake();

            assertThat(next().alert()).isEqualTo(id);
        }
    }

    @Test
    void poll_alertOfAnotherProcess_leavesWithoutAWakeUp() throws InterruptedException {
        try (Relay relay = relay(policy(Duration.ofMillis(20)), new ScriptedChannel("hook"))) {
            relay.start();
            UUID id = put("hook");

            assertThat(next().alert()).isEqualTo(id);
        }
    }

    @Test
    void relay_hangingChannel_delaysNoOther() throws InterruptedException {
        ScriptedChannel stuck = new ScriptedChannel("stuck").hanging();
        try (Relay relay = relay(LAZY, stuck, new ScriptedChannel("mail"))) {
            relay.start();
            UUID id = put("stuck", "mail");
            relay.wake();
            assertThat(stuck.hanging.await(10, TimeUnit.SECONDS)).isTrue();

            Delivery first = next();
            assertThat(first.channel()).isEqualTo("mail");
            assertThat(first.alert()).isEqualTo(id);
        }
    }

    @Test
    void close_sendUnderWay_isBrokenOffAndGivenBack() throws InterruptedException {
        ScriptedChannel stuck = new ScriptedChannel("stuck").hanging();
        UUID id = put("stuck");
        Relay relay = relay(LAZY, stuck);
        relay.start();
        assertThat(stuck.hanging.await(10, TimeUnit.SECONDS)).isTrue();

        relay.close();

        Delivery left = outbox.delivery(id, "stuck").orElseThrow();
        assertThat(left.state()).isEqualTo(Delivery.State.PENDING);
        assertThat(left.leasedUntil()).isNull();
        assertThat(left.attempts()).as("begun, and it may have arrived").isEqualTo(1);
    }

    @Test
    void close_neverStarted_returns() {
        relay(LAZY, new ScriptedChannel("hook")).close();

        assertThat(ended).isEmpty();
    }

    @Test
    void relay_storeAwayForAWhile_goesOnWhenItIsBack() throws InterruptedException {
        outbox.away(true);
        try (Relay relay = relay(policy(Duration.ofMillis(20)), new ScriptedChannel("hook"))) {
            relay.start();
            assertThat(troubles.poll(10, TimeUnit.SECONDS)).hasMessage("the store is away");
            UUID id = put("hook");
            outbox.away(false);

            assertThat(next().alert()).isEqualTo(id);
        }
    }

    @Test
    void relay_channelDown_isHeardOnTheOtherChannelAtOnce() throws InterruptedException {
        ScriptedChannel hook = new ScriptedChannel("hook");
        hook.always(new DeliveryResult.Refused("404"));
        ScriptedChannel mail = new ScriptedChannel("mail");
        try (Relay relay = relay(LAZY, hook, mail)) {
            relay.start();
            put("hook");
            put("hook");
            relay.wake();

            List<Delivery> three = List.of(next(), next(), next());
            assertThat(three.stream().filter(delivery -> delivery.channel().equals("mail")))
                    .hasSize(1);
            assertThat(outbox.ofReason(Alert.Reason.CHANNEL_DOWN)).hasSize(1);
        }
    }

    @Test
    void relay_twoWorkersOnOneOutbox_sendEachAlertOnce() throws InterruptedException {
        ScriptedChannel one = new ScriptedChannel("hook");
        ScriptedChannel two = new ScriptedChannel("hook");
        for (int i = 0; i < 200; i++) {
            put("hook");
        }
        try (Relay first = relay(LAZY, one);
                Relay second = relay(LAZY, two)) {
            first.start();
            second.start();
            for (int i = 0; i < 200; i++) {
                next();
            }
        }

        assertThat(one.sent().size() + two.sent().size()).isEqualTo(200);
    }

    @Test
    void relay_twoChannelsOfOneName_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> relay(LAZY, new ScriptedChannel("hook"), new ScriptedChannel("hook")))
                .withMessageContaining("'hook'");
    }

    private Delivery next() throws InterruptedException {
        Delivery delivery = ended.poll(10, TimeUnit.SECONDS);
        assertThat(delivery).as("a delivery within 10 s").isNotNull();
        return Objects.requireNonNull(delivery);
    }

    private UUID put(String... channels) {
        Alert test = OwnAlerts.test(clock);
        outbox.put(test, List.of(channels));
        return test.id();
    }

    private Relay relay(DeliveryPolicy policy, AlertChannel... channels) {
        RelayListener listener = new RelayListener() {
            @Override
            public void attempted(Outbox.Item before, DeliveryResult result, Delivery after) {
                ended.add(after);
            }

            @Override
            public void troubled(String channel, RuntimeException cause) {
                troubles.add(cause);
            }
        };
        return new Relay(List.of(channels), outbox, policy, clock, new Random(1), listener);
    }

    private static DeliveryPolicy policy(Duration poll) {
        DeliveryPolicy base = DeliveryPolicy.DEFAULT;
        return new DeliveryPolicy(
                base.backoff(),
                base.pause(),
                base.giveUpAge(),
                base.minAttempts(),
                base.maxAttempts(),
                base.announceAfter(),
                base.announceEvery(),
                base.leaseMargin(),
                base.batch(),
                poll,
                Duration.ofMillis(200));
    }
}
