package io.keycanary.alert;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Takes alerts from the outbox to their channels: at least once, and again until they are accepted or given up.
 * Receivers drop repeats by the alert's id. Several processes may relay the same outbox; leases keep them apart, and
 * what a killed one had claimed goes out when its lease ends.
 *
 * <p>Each channel has a virtual thread of its own, so one that hangs delays no other. Sending happens outside of any
 * transaction.
 */
public final class Relay implements AutoCloseable {
    private final List<Lane> lanes = new ArrayList<>();
    private final DeliveryPolicy policy;
    private final RelayListener listener;
    private volatile boolean stopping;

    /**
     * Builds the relay; nothing runs before {@link #start}. It does not close the channels.
     *
     * @param random safe to share between threads
     * @throws IllegalArgumentException when two channels have one name
     */
    public Relay(
            Collection<AlertChannel> channels,
            OutboxAccess outbox,
            DeliveryPolicy policy,
            InstantSource clock,
            RandomGenerator random,
            RelayListener listener) {
        this.policy = policy;
        this.listener = listener;
        Set<String> names = new HashSet<>();
        for (AlertChannel channel : channels) {
            if (!names.add(channel.name())) {
                throw new IllegalArgumentException("two alert channels are named '" + channel.name() + "'");
            }
        }
        for (AlertChannel channel : channels) {
            List<String> others =
                    names.stream().filter(name -> !name.equals(channel.name())).toList();
            DeliveryBook book = new DeliveryBook(channel, others, outbox, policy, clock, random);
            lanes.add(new Lane(channel.name(), new Courier(channel, book, policy, random, listener, this::wake)));
        }
    }

    /** Begins to relay. */
    public void start() {
        lanes.forEach(lane -> lane.thread.start());
    }

    /** Says that alerts were put out: they leave at once and not at the next poll. Cheap; from any thread. */
    public void wake() {
        lanes.forEach(lane -> lane.wakeUps.release());
    }

    /** Stops: sends under way may end within a few seconds, everything else is given back to the outbox. */
    @Override
    public void close() {
        stopping = true;
        lanes.forEach(lane -> lane.courier.stop());
        wake();
        if (!joined(policy.stopGrace())) {
            lanes.forEach(lane -> lane.courier.interruptSend());
            joined(policy.stopGrace());
        }
    }

    private boolean joined(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        boolean all = true;
        try {
            for (Lane lane : lanes) {
                Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
                all &= lane.thread.getState() == Thread.State.NEW || lane.thread.join(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return all;
    }

    /** One channel with its thread. */
    private final class Lane {
        private final String name;
        private final Courier courier;
        private final Thread thread;
        private final Semaphore wakeUps = new Semaphore(0);

        Lane(String name, Courier courier) {
            this.name = name;
            this.courier = courier;
            this.thread = Thread.ofVirtual().name("relay-" + name).unstarted(this::run);
        }

        private void run() {
            try {
                while (!stopping) {
                    Duration wait = step();
                    if (!wait.isZero() && wakeUps.tryAcquire(wait.toMillis() + 1, TimeUnit.MILLISECONDS)) {
                        wakeUps.drainPermits();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private Duration step() throws InterruptedException {
            try {
                return courier.step();
            } catch (RuntimeException e) {
                // Thread edge: the store may be away for a while, and alerts must leave when it is back.
                listener.troubled(name, e);
                return policy.poll();
            }
        }
    }
}
