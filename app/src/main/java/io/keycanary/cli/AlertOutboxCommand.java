package io.keycanary.cli;

import io.keycanary.alert.Delivery;
import io.keycanary.alert.Outbox;
import io.keycanary.intake.Stores;
import io.keycanary.token.Uuid7;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code alert outbox}. */
@Command(
        name = "outbox",
        description = "Shows the alerts on their way out, the newest first, and what became of them.",
        footer = {
            "",
            "Examples:",
            "  keycanary alert outbox --state dead",
            "  keycanary alert outbox --requeue        try again what was given up"
        })
final class AlertOutboxCommand implements Callable<Integer> {
    private final Workplace work;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only these: ${COMPLETION-CANDIDATES}. Default: all.")
    private Delivery.@Nullable State state;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many. Default: 50.")
    private int limit = 50;

    @Option(names = "--requeue", description = "Sends the given-up ones again.")
    private boolean requeue;

    AlertOutboxCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        if (requeue) {
            int count = work.ledger().get().write(this::requeueDead);
            work.screen().tell(count + " deliveries wait again; a running `serve` sends them");
            return Exit.OK;
        }
        List<Outbox.Item> items =
                work.ledger().get().read(stores -> stores.outbox().recent(state, limit));
        if (work.json()) {
            work.writeAll(items.stream().map(item -> document(item.delivery())).toList());
        } else {
            print(items);
        }
        return Exit.OK;
    }

    private int requeueDead(Stores stores) {
        List<Outbox.Item> dead = stores.outbox().recent(Delivery.State.DEAD, Integer.MAX_VALUE);
        for (Outbox.Item item : dead) {
            stores.outbox()
                    .update(new Delivery(
                            item.alert().id(),
                            item.delivery().channel(),
                            Delivery.State.PENDING,
                            0,
                            work.clock().instant(),
                            null,
                            item.delivery().note(),
                            null));
        }
        stores.audit().append(work.clock().instant(), work.actor(), "alert.requeue", "outbox", dead.size() + "");
        return dead.size();
    }

    private void print(List<Outbox.Item> items) {
        if (items.isEmpty()) {
            work.screen().tell("the outbox is empty");
            return;
        }
        Table table =
                new Table("ALERT", "CREATED", "REASON", "INCIDENT", "CHANNEL", "STATE", "ATTEMPTS", "LAST ANSWER");
        for (Outbox.Item item : items) {
            UUID incident = item.alert().incident();
            table.row(
                    Uuid7.shortForm(item.alert().id()),
                    item.alert().createdAt().truncatedTo(ChronoUnit.SECONDS),
                    item.alert().reason(),
                    incident == null ? null : Uuid7.shortForm(incident),
                    item.delivery().channel(),
                    item.delivery().state(),
                    item.delivery().attempts(),
                    item.delivery().note());
        }
        table.print(work.screen());
    }

    static Map<String, @Nullable Object> document(Delivery delivery) {
        return new Fields()
                .with("alert", delivery.alert())
                .with("channel", delivery.channel())
                .with("state", delivery.state())
                .with("attempts", delivery.attempts())
                .with("nextAt", delivery.nextAt())
                .with("note", delivery.note())
                .with("endedAt", delivery.endedAt())
                .map();
    }
}
