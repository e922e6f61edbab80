package io.keycanary.aws;

import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Ledger;
import io.keycanary.source.Checkpoint;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.RecordBytes;
import io.keycanary.source.RecordSource;
import io.keycanary.token.AccountException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The event history of one region, read again and again. Events come late and out of order, so each look also covers the
 * last hour before the one before; what comes again changes nothing. All events are read, not those of each token: also
 * sessions and tampering are among them, and it costs the same for any number of tokens. AWS answers two calls a second
 * to all who ask in a region, so after each look it waits four times as long as the look took.
 *
 * <p>Not safe to share between threads, but for {@link #problem()}.
 */
public final class HistorySource implements RecordSource {
    /** At least so long between two looks. */
    static final Duration EVERY = Duration.ofMinutes(2);

    /** How far a look goes back behind the one before; CloudTrail says 15 minutes are usual. */
    static final Duration LOOK_BACK = Duration.ofHours(1);

    /** How far the first look goes back. */
    static final Duration FIRST = Duration.ofDays(1);

    private static final int WAIT_FACTOR = 4;

    private final Located where;
    private final String region;
    private final EventHistory history;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Standing standing;
    private Instant nextLook = Instant.MIN;

    /** The history of this region; touches nothing before it is polled. */
    public HistorySource(Located where, String region, EventHistory history, Ledger ledger, InstantSource clock) {
        this.where = where;
        this.region = region;
        this.history = history;
        this.ledger = ledger;
        this.clock = clock;
        this.standing = new Standing(clock);
    }

    @Override
    public String name() {
        return "history:" + PipelineQueue.of(where) + "/" + region;
    }

    @Override
    public DetectionPath path() {
        return DetectionPath.EVENT_HISTORY;
    }

    @Override
    public @Nullable String problem() {
        return standing.problem();
    }

    @Override
    public void poll(Sink sink) throws InterruptedException {
        Instant began = clock.instant();
        if (began.isBefore(nextLook) || !standing.isDue()) {
            return;
        }
        try {
            look(began.truncatedTo(ChronoUnit.SECONDS), sink);
            standing.well();
        } catch (AccountException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            standing.failed("event history of " + where.account().name() + " in " + region, e);
            return;
        }
        Instant ended = clock.instant();
        Duration pause = Duration.between(began, ended).multipliedBy(WAIT_FACTOR);
        nextLook = ended.plus(pause.compareTo(EVERY) < 0 ? EVERY : pause);
    }

    private void look(Instant to, Sink sink) throws InterruptedException {
        Instant before = ledger.read(stores -> stores.checkpoints().position(name()))
                .map(Instant::parse)
                .orElse(to.minus(FIRST));
        Instant from = (before.isAfter(to) ? to : before).minus(LOOK_BACK);
        RecordLines lines = new RecordLines();
        try {
            history.lookup(where.account(), region, from, to, record -> {
                lines.add(record);
                if (lines.isFull()) {
                    offerOnTheWay(lines.take(), sink);
                }
            });
        } catch (StoppedException e) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        }
        offer(lines.take(), new Checkpoint(name(), to.toString()), sink);
    }

    private void offerOnTheWay(byte[] lines, Sink sink) {
        try {
            offer(lines, null, sink);
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        }
    }

    /** Carries an interrupt through the callback. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedException(InterruptedException cause) {
            super(cause);
        }
    }

    private void offer(byte[] lines, @Nullable Checkpoint checkpoint, Sink sink) throws InterruptedException {
        Insistence.offer(
                new RecordBytes(path(), name(), RecordBytes.Bytes.of(lines), clock.instant(), true, checkpoint), sink);
    }
}
