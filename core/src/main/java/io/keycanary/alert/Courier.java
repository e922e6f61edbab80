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
 * pause counts failures in a row, so one alert that is always answered with 500 costs the others a second or two. The
 * pause is kept in memory only: a fresh process, such as {@code alert test} after a repair, tries at once.
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
    private Instant pausedUntil = Instant.MIN;

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
        Instant now = book.now();
        if (now.isBefore(pausedUntil)) {
            return Duration.between(now, pausedUntil);
        }
        DeliveryBook.Claim claim = book.claim();
        if (claim.items().isEmpty()) {
            return untilDue(now, claim.nextDue());
        }
        sendAll(new ArrayDeque<>(claim.items()));
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

    private void sendAll(Deque<Outbox.Item> items) throws InterruptedException {
        try {
            while (!items.isEmpty() && mayBegin(items.element())) {
                settle(items.element(), send(items.element().alert()));
                items.remove();
            }
        } finally {
            if (!items.isEmpty()) {
                book.release(items);
            }
        }
    }

    private boolean mayBegin(Outbox.Item item) {
        Instant now = book.now();
        Instant leasedUntil = item.delivery().leasedUntil();
        boolean leased = leasedUntil != null && !now.plus(policy.sendBound()).isAfter(leasedUntil);
        return !stopping && leased && !now.isBefore(pausedUntil);
    }

    private DeliveryResult send(Alert alert) throws InterruptedException {
        begin();
        try {
            Optional<String> first = channel.threads() ? book.firstReceipt(alert) : Optional.empty();
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

    private void settle(Outbox.Item item, DeliveryResult result) {
        pauseAfter(result);
        DeliveryBook.Entry entry = book.record(item, result);
        if (entry.announced()) {
            wakeAll.run();
        }
        listener.attempted(item, result, entry.after());
    }

    private void pauseAfter(DeliveryResult result) {
        if (!(result instanceof DeliveryResult.Retry retry)) {
            failuresInARow = 0;
            return;
        }
        failuresInARow++;
        Duration wait = policy.backoff().delay(failuresInARow, null, random);
        Duration capped = wait.compareTo(policy.pauseCap()) > 0 ? policy.pauseCap() : wait;
        Duration asked = policy.backoff().asked(retry.retryAfter());
        pausedUntil = book.now().plus(asked.compareTo(capped) > 0 ? asked : capped);
    }
}
