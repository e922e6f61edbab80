package io.keycanary.memory;

import io.keycanary.alert.Alert;
import io.keycanary.alert.ChannelHealth;
import io.keycanary.alert.Delivery;
import io.keycanary.alert.Outbox;
import io.keycanary.alert.QuietRule;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class MemoryOutbox implements Outbox {
    private record Way(UUID alert, String channel) {}

    private static final Comparator<Alert> BY_TIME =
            Comparator.comparing(Alert::createdAt).thenComparing(Alert::id, MemoryStores.BY_ID);

    final Table<UUID, Alert> alerts;
    final Table<Way, Delivery> deliveries;
    private final Table<String, ChannelHealth> health;
    private final Table<UUID, QuietRule> quiet;

    MemoryOutbox(Transaction transaction) {
        alerts = new Table<>(transaction);
        deliveries = new Table<>(transaction);
        health = new Table<>(transaction);
        quiet = new Table<>(transaction);
    }

    @Override
    public void put(Alert alert, Collection<String> channels) {
        if (!alerts.add(alert.id(), alert)) {
            return;
        }
        for (String channel : channels) {
            Delivery delivery =
                    new Delivery(alert.id(), channel, Delivery.State.PENDING, 0, alert.createdAt(), null, null, null);
            deliveries.put(new Way(alert.id(), channel), delivery);
        }
    }

    @Override
    public List<Item> claim(Collection<String> channels, Instant now, Instant leaseUntil, int limit) {
        return waiting(channels)
                .filter(delivery -> delivery.claimable(now))
                .sorted(Comparator.comparing(Delivery::nextAt).thenComparing(Delivery::alert, MemoryStores.BY_ID))
                .limit(limit)
                .map(delivery -> leased(delivery, leaseUntil))
                .toList();
    }

    private Item leased(Delivery delivery, Instant until) {
        Delivery leased = new Delivery(
                delivery.alert(),
                delivery.channel(),
                delivery.state(),
                delivery.attempts(),
                delivery.nextAt(),
                until,
                delivery.note(),
                delivery.endedAt());
        update(leased);
        return item(leased);
    }

    private Stream<Delivery> waiting(Collection<String> channels) {
        return deliveries
                .all()
                .filter(delivery -> delivery.state() == Delivery.State.PENDING)
                .filter(delivery -> channels.contains(delivery.channel()))
                .filter(delivery -> !behindAnother(delivery));
    }

    /** Whether an earlier alert of the same incident still waits for the same channel. */
    private boolean behindAnother(Delivery delivery) {
        Alert alert = alerts.get(delivery.alert()).orElseThrow();
        UUID incident = alert.incident();
        return incident != null
                && alerts(incident).stream()
                        .filter(earlier -> BY_TIME.compare(earlier, alert) < 0)
                        .flatMap(earlier -> deliveries.get(new Way(earlier.id(), delivery.channel())).stream())
                        .anyMatch(other -> other.state() == Delivery.State.PENDING);
    }

    private static Instant due(Delivery delivery) {
        Instant leased = delivery.leasedUntil();
        return leased != null && leased.isAfter(delivery.nextAt()) ? leased : delivery.nextAt();
    }

    private Item item(Delivery delivery) {
        return new Item(alerts.get(delivery.alert()).orElseThrow(), delivery);
    }

    @Override
    public void update(Delivery delivery) {
        deliveries.put(new Way(delivery.alert(), delivery.channel()), delivery);
    }

    @Override
    public Optional<Alert> alert(UUID id) {
        return alerts.get(id);
    }

    @Override
    public List<Alert> alerts(UUID incident) {
        return alerts.all()
                .filter(alert -> incident.equals(alert.incident()))
                .sorted(BY_TIME)
                .toList();
    }

    @Override
    public List<Delivery> deliveries(UUID alert) {
        return deliveries
                .all()
                .filter(delivery -> delivery.alert().equals(alert))
                .sorted(Comparator.comparing(Delivery::channel))
                .toList();
    }

    @Override
    public List<Item> recent(Delivery.@Nullable State state, int limit) {
        return deliveries
                .all()
                .filter(delivery -> state == null || delivery.state() == state)
                .map(this::item)
                .sorted(Comparator.comparing(Item::alert, BY_TIME.reversed())
                        .thenComparing(item -> item.delivery().channel()))
                .limit(limit)
                .toList();
    }

    @Override
    public ChannelHealth health(String channel) {
        return health.get(channel).orElseGet(() -> ChannelHealth.unknown(channel));
    }

    @Override
    public void update(ChannelHealth newHealth) {
        health.put(newHealth.channel(), newHealth);
    }

    @Override
    public void put(QuietRule rule) {
        quiet.put(rule.id(), rule);
    }

    @Override
    public List<QuietRule> quietRules() {
        return quiet.all()
                .sorted(Comparator.comparing(QuietRule::id, MemoryStores.BY_ID))
                .toList();
    }

    @Override
    public List<QuietRule> quietRules(Instant at) {
        return quietRules().stream().filter(rule -> rule.holdsAt(at)).toList();
    }

    @Override
    public Optional<Instant> nextDue(Collection<String> channels) {
        return waiting(channels).map(MemoryOutbox::due).min(Comparator.naturalOrder());
    }
}
