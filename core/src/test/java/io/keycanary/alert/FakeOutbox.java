package io.keycanary.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An outbox in a map; its transactions are a lock. */
final class FakeOutbox implements Outbox, OutboxAccess {
    private record Key(UUID alert, String channel) {}

    private final Map<UUID, Alert> alerts = new LinkedHashMap<>();
    private final Map<Key, Delivery> deliveries = new LinkedHashMap<>();
    private final Map<String, ChannelHealth> healths = new HashMap<>();
    private volatile boolean away;

    void away(boolean now) {
        away = now;
    }

    @Override
    public synchronized <T> T write(Function<Outbox, T> work) {
        if (away) {
            throw new IllegalStateException("the store is away");
        }
        return work.apply(this);
    }

    @Override
    public synchronized void put(Alert alert, Collection<String> channels) {
        if (alerts.putIfAbsent(alert.id(), alert) == null) {
            channels.forEach(channel -> update(
                    new Delivery(alert.id(), channel, Delivery.State.PENDING, 0, alert.createdAt(), null, null, null)));
        }
    }

    @Override
    public void put(QuietRule rule) {
        throw new AssertionError("the relay makes no rules");
    }

    @Override
    public List<QuietRule> quietRules() {
        return List.of();
    }

    @Override
    public List<QuietRule> quietRules(Instant at) {
        return List.of();
    }

    @Override
    public synchronized List<Item> claim(Collection<String> channels, Instant now, Instant leaseUntil, int limit) {
        List<Item> claimed = new ArrayList<>();
        for (Delivery due : pending(channels).stream()
                .filter(delivery -> delivery.claimable(now))
                .limit(limit)
                .toList()) {
            Delivery leased = new Delivery(
                    due.alert(),
                    due.channel(),
                    due.state(),
                    due.attempts(),
                    due.nextAt(),
                    leaseUntil,
                    due.note(),
                    due.endedAt());
            update(leased);
            claimed.add(item(leased));
        }
        return claimed;
    }

    @Override
    public synchronized void update(Delivery delivery) {
        deliveries.put(new Key(delivery.alert(), delivery.channel()), delivery);
    }

    @Override
    public synchronized Optional<Alert> alert(UUID id) {
        return Optional.ofNullable(alerts.get(id));
    }

    @Override
    public synchronized List<Alert> alerts(UUID incident) {
        return alerts.values().stream()
                .filter(alert -> incident.equals(alert.incident()))
                .toList();
    }

    @Override
    public synchronized List<Delivery> deliveries(UUID alert) {
        return deliveries.values().stream()
                .filter(delivery -> delivery.alert().equals(alert))
                .toList();
    }

    @Override
    public synchronized List<Item> recent(Delivery.@Nullable State state, int limit) {
        return deliveries.values().stream()
                .filter(delivery -> state == null || delivery.state() == state)
                .map(this::item)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized ChannelHealth health(String channel) {
        return healths.getOrDefault(channel, ChannelHealth.unknown(channel));
    }

    @Override
    public synchronized void update(ChannelHealth health) {
        healths.put(health.channel(), health);
    }

    @Override
    public synchronized Optional<Instant> nextDue(Collection<String> channels) {
        return pending(channels).stream().map(FakeOutbox::dueAt).min(Comparator.naturalOrder());
    }

    synchronized List<Alert> ofReason(Alert.Reason reason) {
        return alerts.values().stream()
                .filter(alert -> alert.reason() == reason)
                .toList();
    }

    private List<Delivery> pending(Collection<String> channels) {
        return deliveries.values().stream()
                .filter(delivery -> delivery.state() == Delivery.State.PENDING && channels.contains(delivery.channel()))
                .filter(delivery -> !behindAnother(delivery))
                .sorted(Comparator.comparing(Delivery::nextAt))
                .toList();
    }

    private boolean behindAnother(Delivery delivery) {
        Alert alert = Objects.requireNonNull(alerts.get(delivery.alert()));
        return alert.incident() != null
                && alerts.values().stream()
                        .filter(earlier -> alert.incident().equals(earlier.incident())
                                && earlier.createdAt().isBefore(alert.createdAt()))
                        .anyMatch(earlier -> delivery(earlier.id(), delivery.channel())
                                .filter(other -> other.state() == Delivery.State.PENDING)
                                .isPresent());
    }

    private static Instant dueAt(Delivery delivery) {
        Instant lease = delivery.leasedUntil();
        return lease == null || lease.isBefore(delivery.nextAt()) ? delivery.nextAt() : lease;
    }

    private Item item(Delivery delivery) {
        return new Item(Objects.requireNonNull(alerts.get(delivery.alert())), delivery);
    }
}
