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

/** Keeps the outbox for one channel: what is claimed, what became of it, how the channel is. One transaction each. */
final class DeliveryBook {
    /** Deliveries leased to us; when there are none, when to look again. */
    record Claim(List<Outbox.Item> items, Optional<Instant> nextDue) {}

    /** What was stored, and whether the others were told that the channel is down. */
    record Entry(Delivery after, boolean announced) {}

    private final String channel;
    private final Collection<String> others;
    private final OutboxAccess outbox;
    private final DeliveryPolicy policy;
    private final InstantSource clock;
    private final RandomGenerator random;

    DeliveryBook(
            String channel,
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

    Claim claim() {
        Instant now = now();
        Set<String> mine = Set.of(channel);
        return outbox.write(box -> {
            List<Outbox.Item> items = box.claim(mine, now, now.plus(policy.lease()), policy.batch());
            return new Claim(items, items.isEmpty() ? box.nextDue(mine) : Optional.empty());
        });
    }

    /** What the channel said to the first alert of the same incident that it took. */
    Optional<String> firstReceipt(Alert alert) {
        UUID incident = alert.incident();
        if (incident == null) {
            return Optional.empty();
        }
        return outbox.write(box -> box.alerts(incident).stream()
                .filter(earlier -> !earlier.id().equals(alert.id()))
                .flatMap(earlier -> box.delivery(earlier.id(), channel).stream())
                .filter(delivery -> delivery.state() == Delivery.State.ACCEPTED && delivery.note() != null)
                .map(delivery -> String.valueOf(delivery.note()))
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

    Entry record(Outbox.Item item, DeliveryResult result) {
        Instant now = now();
        Delivery after = after(item, result, now);
        return outbox.write(box -> {
            keep(box, item.delivery(), after);
            return new Entry(after, keepHealth(box, after, now));
        });
    }

    private Delivery after(Outbox.Item item, DeliveryResult result, Instant now) {
        Delivery before = item.delivery();
        return switch (result) {
            case DeliveryResult.Accepted accepted -> before.accepted(accepted.receipt(), now);
            case DeliveryResult.Refused refused -> before.dead(refused.reason(), now);
            case DeliveryResult.Retry retry -> {
                int attempts = before.attempts() + 1;
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
        ChannelHealth health = box.health(channel);
        if (after.state() == Delivery.State.ACCEPTED) {
            box.update(health.succeeded(now));
            return false;
        }
        String error = after.note() == null ? "" : after.note();
        ChannelHealth failed = health.failed(now, error);
        boolean announce = announces(failed, after);
        if (announce) {
            box.put(OwnAlerts.channelDown(failed, clock), others);
        }
        box.update(announce ? failed.announced(now) : failed);
        return announce;
    }

    /** Once per outage: the next success forgets it. With no other channel there is nobody to tell. */
    private boolean announces(ChannelHealth failed, Delivery after) {
        boolean down = after.state() == Delivery.State.DEAD || failed.failures() >= policy.announceAfter();
        return down && failed.announcedAt() == null && !others.isEmpty();
    }
}
