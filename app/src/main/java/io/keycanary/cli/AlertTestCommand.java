package io.keycanary.cli;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.Delivery;
import io.keycanary.alert.DeliveryPolicy;
import io.keycanary.alert.Outbox;
import io.keycanary.alert.OutboxAccess;
import io.keycanary.alert.OwnAlerts;
import io.keycanary.alert.Relay;
import io.keycanary.alert.RelayListener;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;

/** {@code alert test}: through the outbox, as real alerts go, so that it proves the whole way. */
@Command(
        name = "test",
        description = {
            "Sends a test alert by every alert channel and waits for the answers.",
            "Exit code 1 when a channel did not take it; it stays in the outbox and is tried again by `serve`."
        },
        footer = {"", "Example: keycanary alert test"})
final class AlertTestCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_MILLIS = 100;

    private final Workplace work;
    private final Supplier<List<AlertChannel>> channels;
    private final RandomGenerator random;

    /**
     * The verb with its parts.
     *
     * @param random safe to share between threads
     */
    AlertTestCommand(Workplace work, Supplier<List<AlertChannel>> channels, RandomGenerator random) {
        this.work = work;
        this.channels = channels;
        this.random = random;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<AlertChannel> all = channels.get();
        if (all.isEmpty()) {
            throw CommandFailure.badInput("no alert channel is set; see docs/configuration.md, \"channels\"");
        }
        Alert alert = OwnAlerts.test(work.clock());
        List<String> names = all.stream().map(AlertChannel::name).toList();
        work.ledger().get().change(stores -> stores.outbox().put(alert, names));
        try (Relay relay = new Relay(all, outbox(), DeliveryPolicy.DEFAULT, work.clock(), random, RelayListener.NONE)) {
            relay.start();
            return report(answers(alert));
        }
    }

    private OutboxAccess outbox() {
        return new OutboxAccess() {
            @Override
            public <T> T write(Function<Outbox, T> task) {
                return work.ledger().get().write(stores -> task.apply(stores.outbox()));
            }
        };
    }

    private List<Delivery> answers(Alert alert) throws InterruptedException {
        Instant end = work.clock().instant().plus(PATIENCE);
        List<Delivery> deliveries = deliveries(alert);
        while (!deliveries.stream().allMatch(AlertTestCommand::answered)
                && work.clock().instant().isBefore(end)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            deliveries = deliveries(alert);
        }
        return deliveries;
    }

    private List<Delivery> deliveries(Alert alert) {
        return work.ledger().get().read(stores -> stores.outbox().deliveries(alert.id()));
    }

    private static boolean answered(Delivery delivery) {
        return delivery.state() != Delivery.State.PENDING || delivery.attempts() > 0 && delivery.leasedUntil() == null;
    }

    private int report(List<Delivery> deliveries) {
        if (work.json()) {
            work.writeAll(deliveries.stream().map(AlertOutboxCommand::document).toList());
        } else {
            Table table = new Table("CHANNEL", "RESULT", "ANSWER");
            deliveries.forEach(d -> table.row(d.channel(), d.state(), d.note()));
            table.print(work.screen());
        }
        if (channels.get().stream().noneMatch(AlertChannel::counts)) {
            work.screen()
                    .tell("only the console is set: nobody is called who does not look at it;"
                            + " see docs/configuration.md, \"channels\"");
        }
        boolean all = deliveries.stream().allMatch(d -> d.state() == Delivery.State.ACCEPTED);
        return all ? Exit.OK : Exit.FOUND;
    }
}
