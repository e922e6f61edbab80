package io.keycanary.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Carries the deliveries of one channel, one after the other, on one thread.
 *
 * <p>After a failure the whole channel pauses, not only the delivery: with a thousand alerts waiting, a receiver that is
 * down is asked once a minute and not a thousand times, and what was not tried goes out at once when it is back. The
 * pause grows with the failures in a row, so one alert that is always answered with 500 costs the others no time worth
 * speaking of. The pause is kept in memory only: a fresh process, such as {@code alert test} after a repair, tries at once.
 */
final class Courier {
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(50);

    private final AlertChannel channel;
    private final DeliveryBook book;
    private final DeliveryPolicy policy;
    private final RandomGenerator random;
    private final RelayListener listener;
    private final Runnable wakeAll;

    private final ReentrantLock sendLock = new ReentrantLock();
    private @Nullable Thread sender;
    private volatile boolean stopping;

    private int failuresInARow;
    private Instant pausedAt = Instant.EPOCH;
    private Duration pause = Duration.ZERO;

    Courier(
            AlertChannel channel,
            DeliveryBook book,
            DeliveryPolicy policy,
            RandomGenerator random,
            RelayListener listener,
            Runnable wakeAll) {
        this.channel = channel;
        this.book = book;
        this.policy = policy;
        this.random = random;
        this.listener = listener;
        this.wakeAll = wakeAll;
    }

    /**
     * Claims one batch and sends it.
     *
     * @return how long nothing is to be done, unless something new is put out
     */
    Duration step() throws InterruptedException {
        Duration paused = pauseLeft();
        if (stopping || !paused.isZero()) {
            return stopping ? policy.poll() : paused;
        }
        DeliveryBook.Claim claim = book.claim();
        if (claim.first() == null) {
            return untilDue(book.now(), claim.nextDue());
        }
        sendAll(claim.first(), new ArrayDeque<>(claim.further()));
        return Duration.ZERO;
    }

    /** Starts no further send; what is claimed and not begun is given back. */
    void stop() {
        stopping = true;
    }

    /** Breaks off the send that is under way, if one is, and nothing else: not a transaction. */
    void interruptSend() {
        sendLock.lock();
        try {
            if (sender != null) {
                sender.interrupt();
            }
        } finally {
            sendLock.unlock();
        }
    }

    private Duration untilDue(Instant now, Optional<Instant> nextDue) {
        Duration wait = nextDue.map(due -> Duration.between(now, due)).orElse(policy.poll());
        if (wait.compareTo(SHORTEST_WAIT) < 0) {
            return SHORTEST_WAIT;
        }
        return wait.compareTo(policy.poll()) > 0 ? policy.poll() : wait;
    }

    private void sendAll(Outbox.@Nullable Item first, Deque<Outbox.Item> further) throws InterruptedException {
        Outbox.@Nullable Item current = first;
        try {
            while (current != null) {
                current = settle(current, send(current), further);
            }
        } finally {
            if (current != null) {
                further.add(current);
            }
            if (!further.isEmpty()) {
                book.release(further);
            }
        }
    }

    private boolean mayBegin(Outbox.Item item) {
        Instant leasedUntil = item.delivery().leasedUntil();
        boolean leased =
                leasedUntil != null && !book.now().plus(channel.sendBound()).isAfter(leasedUntil);
        return !stopping && leased && pauseLeft().isZero();
    }

    private DeliveryResult send(Outbox.Item item) throws InterruptedException {
        Alert alert = item.delivery().mayHaveArrived() ? item.alert().asRepeat() : item.alert();
        begin();
        try {
            Optional<AlertChannel.First> first = channel.threads() ? book.first(alert) : Optional.empty();
            return first.isPresent() ? channel.reply(alert, first.get()) : channel.send(alert);
        } catch (RuntimeException e) {
            // Job edge: an alert that a channel cannot cope with must not keep the ones behind it from leaving.
            listener.troubled(channel.name(), e);
            return new DeliveryResult.Retry("internal error: " + e.getClass().getSimpleName(), null);
        } finally {
            end();
        }
    }

    private void begin() {
        sendLock.lock();
        try {
            sender = Thread.currentThread();
        } finally {
            sendLock.unlock();
        }
    }

    private void end() {
        sendLock.lock();
        try {
            sender = null;
            if (stopping) {
                // An interrupt that came too late for the send must not break the transaction that records it.
                Thread.interrupted();
            }
        } finally {
            sendLock.unlock();
        }
    }

    /** Records the result; returns the item whose send begins now, null when none does. */
    private Outbox.@Nullable Item settle(Outbox.Item item, DeliveryResult result, Deque<Outbox.Item> further) {
        pauseAfter(result);
        Outbox.Item behind = further.peek();
        Outbox.Item next = behind != null && mayBegin(behind) ? behind : null;
        DeliveryBook.Entry entry = book.record(item, result, next);
        if (next != null) {
            further.remove();
        }
        if (entry.announced()) {
            wakeAll.run();
        }
        listener.attempted(item, result, entry.after());
        return entry.next();
    }

    private void pauseAfter(DeliveryResult result) {
        if (!(result instanceof DeliveryResult.Retry retry)) {
            failuresInARow = 0;
            return;
        }
        failuresInARow++;
        pause = policy.pause().delay(failuresInARow, retry.retryAfter(), random);
        pausedAt = book.now();
    }

    /** A clock that was set back ends it: nobody knows how much of it has passed. */
    private Duration pauseLeft() {
        Instant now = book.now();
        Instant end = pausedAt.plus(pause);
        return now.isBefore(pausedAt) || !now.isBefore(end) ? Duration.ZERO : Duration.between(now, end);
    }
}
