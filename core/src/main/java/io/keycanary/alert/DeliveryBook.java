package io.keycanary.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Keeps the outbox for one channel: what is claimed, what became of it, how the channel is. One transaction each. */
final class DeliveryBook {
    /**
     * Deliveries leased to us.
     *
     * @param first the one whose send begins now; null when there is none
     * @param further behind it
     * @param nextDue when there is none, when to look again
     */
    record Claim(Outbox.@Nullable Item first, List<Outbox.Item> further, Optional<Instant> nextDue) {}

    /**
     * What was stored.
     *
     * @param announced whether the others were told that the channel is down
     * @param next the item whose send begins now; null when none does
     */
    record Entry(Delivery after, boolean announced, Outbox.@Nullable Item next) {}

    private final AlertChannel channel;
    private final Collection<String> others;
    private final OutboxAccess outbox;
    private final DeliveryPolicy policy;
    private final InstantSource clock;
    private final RandomGenerator random;

    DeliveryBook(
            AlertChannel channel,
            Collection<String> others,
            OutboxAccess outbox,
            DeliveryPolicy policy,
            InstantSource clock,
            RandomGenerator random) {
        this.channel = channel;
        this.others = List.copyOf(others);
        this.outbox = outbox;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
    }

    /** The store keeps microseconds, and the end of a lease is compared with what it gives back. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Leases a batch, and begins with the first. */
    Claim claim() {
        Instant now = now();
        Instant until = now.plus(channel.sendBound()).plus(policy.leaseMargin());
        Set<String> mine = Set.of(channel.name());
        return outbox.write(box -> {
            List<Outbox.Item> items = box.claim(mine, now, until, policy.batch());
            return items.isEmpty()
                    ? new Claim(null, List.of(), box.nextDue(mine))
                    : new Claim(begin(box, items.getFirst()), items.subList(1, items.size()), Optional.empty());
        });
    }

    /** Writes down that a send begins: if we are killed before its end, the next one is known as a repeat. */
    private static Outbox.Item begin(Outbox box, Outbox.Item item) {
        Outbox.Item begun = new Outbox.Item(item.alert(), item.delivery().begun());
        if (leased(box, item.delivery())) {
            box.update(begun.delivery());
        }
        return begun;
    }

    /** The first alert of the same incident that the channel took. */
    Optional<AlertChannel.First> first(Alert alert) {
        UUID incident = alert.incident();
        if (incident == null) {
            return Optional.empty();
        }
        return outbox.write(box -> box.alerts(incident).stream()
                .filter(earlier -> !earlier.id().equals(alert.id()))
                .flatMap(earlier -> box.delivery(earlier.id(), channel.name()).stream()
                        .filter(delivery -> delivery.state() == Delivery.State.ACCEPTED && delivery.note() != null)
                        .map(delivery -> new AlertChannel.First(earlier, String.valueOf(delivery.note()))))
                .findFirst());
    }

    void release(Collection<Outbox.Item> items) {
        outbox.write(box -> {
            for (Outbox.Item item : items) {
                if (leased(box, item.delivery())) {
                    box.update(item.delivery().released());
                }
            }
            return Boolean.TRUE;
        });
    }

    /**
     * Records what a send came to, and that the next one begins.
     *
     * @param next null when none begins now
     */
    Entry record(Outbox.Item item, DeliveryResult result, Outbox.@Nullable Item next) {
        Instant now = now();
        Delivery after = after(item, result, now);
        return outbox.write(box -> {
            keep(box, item.delivery(), after);
            boolean announced = keepHealth(box, after, now);
            return new Entry(after, announced, next == null ? null : begin(box, next));
        });
    }

    private Delivery after(Outbox.Item item, DeliveryResult result, Instant now) {
        Delivery before = item.delivery();
        return switch (result) {
            case DeliveryResult.Accepted accepted -> before.accepted(accepted.receipt(), now);
            case DeliveryResult.Refused refused -> before.dead(refused.reason(), now);
            case DeliveryResult.Retry retry -> {
                int attempts = before.attempts();
                if (policy.exhausted(attempts, item.alert().createdAt(), now)) {
                    yield before.dead("given up after " + attempts + " attempts: " + retry.reason(), now);
                }
                Duration delay = policy.backoff().delay(attempts, retry.retryAfter(), random);
                yield before.again(retry.reason(), now.plus(delay));
            }
        };
    }

    /** After our lease ended another worker may have tried it too: then only an acceptance is news. */
    private static void keep(Outbox box, Delivery before, Delivery after) {
        if (leased(box, before) || after.state() == Delivery.State.ACCEPTED) {
            box.update(after);
        }
    }

    private static boolean leased(Outbox box, Delivery mine) {
        return box.delivery(mine.alert(), mine.channel())
                .filter(current -> current.sameLease(mine))
                .isPresent();
    }

    private boolean keepHealth(Outbox box, Delivery after, Instant now) {
        ChannelHealth health = box.health(channel.name());
        if (after.state() == Delivery.State.ACCEPTED) {
            box.update(health.succeeded(now));
            return false;
        }
        String error = after.note() == null ? "" : after.note();
        ChannelHealth failed = health.failed(now, error);
        boolean announce = announces(failed, after, now);
        if (announce) {
            box.put(OwnAlerts.channelDown(failed, clock), others);
        }
        box.update(announce ? failed.announced(now) : failed);
        return announce;
    }

    /** Once per outage, and seldom when outages follow each other. With no other channel there is nobody to tell. */
    private boolean announces(ChannelHealth failed, Delivery after, Instant now) {
        boolean down = after.state() == Delivery.State.DEAD || failed.failures() >= policy.announceAfter();
        return down && !failed.announcedSince(now.minus(policy.announceEvery())) && !others.isEmpty();
    }
}
