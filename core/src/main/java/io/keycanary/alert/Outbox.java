package io.keycanary.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Alerts to be sent, written in the transaction that decided them. Valid inside one transaction. */
public interface Outbox {
    /** An alert together with its delivery by one channel. */
    record Item(Alert alert, Delivery delivery) {}

    /** Puts an alert out for these channels; does nothing when its id is known already. */
    void put(Alert alert, Collection<String> channels);

    /** No lease is longer: what seems leased for longer was leased before the clock was set back, and is free. */
    Duration LONGEST_LEASE = Duration.ofMinutes(10);

    /** No wait between two attempts is longer: what seems to wait longer waits since before the clock was set back. */
    Duration LONGEST_WAIT = Duration.ofHours(2);

    /**
     * Leases deliveries that are due and not leased, oldest first; no other worker gets them before the lease ends. What
     * was never tried is due whatever the clock says. The alerts of an incident leave by a channel in their order: while
     * one waits to be sent again, later ones are not given out.
     *
     * @param channels only these: a worker claims what it can send
     */
    List<Item> claim(Collection<String> channels, Instant now, Instant leaseUntil, int limit);

    /** Replaces a delivery. */
    void update(Delivery delivery);

    /** The alert of this id. */
    Optional<Alert> alert(UUID id);

    /** Alerts of an incident, oldest first. */
    List<Alert> alerts(UUID incident);

    /** Deliveries of an alert. */
    List<Delivery> deliveries(UUID alert);

    /** Deliveries of all alerts, newest alert first; all states when {@code state} is null. */
    List<Item> recent(Delivery.@Nullable State state, int limit);

    /** How it stands with a channel; unknown to the store is a channel that never sent. */
    ChannelHealth health(String channel);

    /** Replaces the health of a channel. */
    void update(ChannelHealth health);

    /** Adds a rule, or replaces the one of the same id. */
    void put(QuietRule rule);

    /** All rules, ended ones too, in the order in which they were added. */
    List<QuietRule> quietRules();

    /** The rules that hold at this time. */
    List<QuietRule> quietRules(Instant at);

    /** When the next delivery that these channels would be given is due, empty when none waits. */
    Optional<Instant> nextDue(Collection<String> channels);

    /** One delivery, empty when the alert is unknown or never was for this channel. */
    default Optional<Delivery> delivery(UUID alert, String channel) {
        return deliveries(alert).stream()
                .filter(delivery -> delivery.channel().equals(channel))
                .findFirst();
    }

    /**
     * Lets a dead delivery start again, as after the channel was mended.
     *
     * @return whether there was a dead one
     */
    default boolean requeue(UUID alert, String channel, Instant now) {
        Optional<Delivery> dead = delivery(alert, channel).filter(delivery -> delivery.state() == Delivery.State.DEAD);
        dead.ifPresent(delivery -> update(delivery.requeued(now)));
        return dead.isPresent();
    }
}
