package io.keycanary.api;

import static io.keycanary.api.Permission.VIEWER;
import static io.keycanary.api.Route.Parameter.LIMIT;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Delivery;
import io.keycanary.alert.Outbox;
import io.keycanary.api.Route.Parameter;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Quarantine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Alerts on their way out, and what could not be understood. */
final class AlertRoutes {
    private static final int HEAD_CHARS = 200;

    private final Ledger ledger;

    AlertRoutes(Ledger ledger) {
        this.ledger = ledger;
    }

    /** One alert on its way out by one channel. */
    record Sent(
            String alert,
            String reason,
            String severity,
            @OrNull @Nullable String incident,
            String leaked,
            String tried,
            String from,
            String createdAt,
            String channel,
            String state,
            int attempts,
            String nextAt,
            @OrNull @Nullable String note,
            @OrNull @Nullable String endedAt) {
        static Sent of(Outbox.Item item) {
            Alert alert = item.alert();
            Delivery delivery = item.delivery();
            UUID incident = alert.incident();
            return new Sent(
                    alert.id().toString(),
                    Words.small(alert.reason()),
                    alert.severity().name(),
                    Views.idOrNull(incident),
                    alert.leaked(),
                    alert.tried(),
                    alert.from(),
                    Views.time(alert.createdAt()),
                    delivery.channel(),
                    delivery.state().name(),
                    delivery.attempts(),
                    Views.time(delivery.nextAt()),
                    delivery.note(),
                    Views.timeOrNull(delivery.endedAt()));
        }
    }

    record SentList(List<Sent> items) {}

    record Rejected(String origin, long offset, String reason, String head, String at) {
        static Rejected of(Quarantine.Entry entry) {
            String head = new String(entry.head(), StandardCharsets.UTF_8);
            return new Rejected(
                    entry.origin(),
                    entry.offset(),
                    entry.reason(),
                    head.substring(0, Math.min(HEAD_CHARS, head.length())),
                    Views.time(entry.at()));
        }
    }

    record RejectedList(List<Rejected> items, long total) {}

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/alerts",
                                VIEWER,
                                "Lists the newest alerts with their deliveries, newest first",
                                SentList.class,
                                this::recent)
                        .taking(new Parameter("state", "Only deliveries in this state"), LIMIT),
                Route.get(
                                "/quarantine",
                                VIEWER,
                                "Lists the newest records that could not be understood",
                                RejectedList.class,
                                this::quarantine)
                        .taking(LIMIT));
    }

    private Answer recent(Call call) {
        Delivery.@Nullable State state = call.query("state", Delivery.State.class);
        int limit = Cursor.limit(call);
        return Answer.ok(new SentList(ledger.read(stores -> stores.outbox().recent(state, limit)).stream()
                .map(Sent::of)
                .toList()));
    }

    private Answer quarantine(Call call) {
        int limit = Cursor.limit(call);
        return Answer.ok(ledger.read(stores -> new RejectedList(
                stores.quarantine().newest(limit).stream().map(Rejected::of).toList(),
                stores.quarantine().count())));
    }
}
