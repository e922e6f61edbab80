package io.keycanary.aws;

import io.keycanary.aws.PendingAlarms.Notice;
import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.detect.Detector;
import io.keycanary.detect.MatchKind;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Watchlist;
import io.keycanary.source.AlarmNotice;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.RecordBytes;
import io.keycanary.source.RecordSource;
import io.keycanary.token.AccountException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records that an alarm rang for. Its notice says only that somebody used some decoy, so the event history of
 * the minutes before is searched, in each region, until it shows a record of a token; history is up to 15 minutes late.
 * The record arrives by the path of the notice, at the time of the notice. A notice without a record is told by itself, and
 * a record is looked for some more time.
 */
public final class AlarmNotices implements RecordSource {
    private static final Duration EVERY = Duration.ofMinutes(1);

    /** From a use to the notice: about 5 minutes to the log group, and two more to the alarm. */
    private static final Duration BEFORE = Duration.ofMinutes(20);

    /** A notice that no record is found for by then is told as it is; CloudTrail says that history is so late at most. */
    static final Duration HISTORY_IS_LATE = Duration.ofMinutes(15);

    /** No record is looked for any longer. */
    static final Duration PATIENCE = Duration.ofMinutes(45);

    private final Located where;
    private final EventHistory history;
    private final Ledger ledger;
    private final Watchlist watchlist;
    private final InstantSource clock;
    private final PendingAlarms alarms;
    private final Standing standing;
    private Instant nextLook = Instant.MIN;
    private Set<Notice> known = Set.of();

    /** Those of this pipeline. */
    public AlarmNotices(Located where, EventHistory history, Ledger ledger, InstantSource clock) {
        this.where = where;
        this.history = history;
        this.ledger = ledger;
        this.watchlist = new Watchlist(ledger);
        this.clock = clock;
        this.alarms = new PendingAlarms(ledger, PipelineQueue.of(where));
        this.standing = new Standing(clock);
    }

    @Override
    public String name() {
        return "alarms:" + PipelineQueue.of(where);
    }

    @Override
    public DetectionPath path() {
        return DetectionPath.TRAIL_LOGS;
    }

    @Override
    public @Nullable String problem() {
        return standing.problem();
    }

    /** A new notice is looked into at once, all of them once a minute. */
    @Override
    public void poll(Sink sink) throws InterruptedException {
        List<Notice> pending = alarms.all();
        boolean isNew = !known.containsAll(pending);
        if (pending.isEmpty() || !standing.isDue() || !isNew && clock.instant().isBefore(nextLook)) {
            return;
        }
        try {
            for (Notice notice : pending) {
                resolve(notice, sink);
            }
            standing.well();
        } catch (AccountException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            standing.failed("event history of " + where.account().name(), e);
        }
        known = Set.copyOf(pending);
        nextLook = clock.instant().plus(EVERY);
    }

    private void resolve(Notice notice, Sink sink) throws InterruptedException {
        List<byte[]> found = new ArrayList<>();
        for (String region : where.pipeline().site().regions()) {
            search(notice, region, found);
        }
        for (byte[] records : found) {
            Insistence.offer(
                    new RecordBytes(
                            path(),
                            notice.alarmArn() + " at " + notice.rangAt(),
                            RecordBytes.Bytes.of(records),
                            notice.receivedAt(),
                            true,
                            null),
                    sink);
        }
        if (!found.isEmpty()) {
            Insistence.change(ledger, stores -> alarms.remove(stores, notice));
            return;
        }
        Instant now = clock.instant();
        if (!now.isBefore(notice.receivedAt().plus(HISTORY_IS_LATE))) {
            offer(notice, sink);
        }
        if (now.isAfter(notice.receivedAt().plus(PATIENCE))) {
            Insistence.change(ledger, stores -> alarms.remove(stores, notice));
        }
    }

    private void search(Notice notice, String region, List<byte[]> found) throws InterruptedException {
        RecordLines lines = new RecordLines();
        history.lookup(where.account(), region, notice.rangAt().minus(BEFORE), notice.rangAt(), record -> {
            lines.add(record);
            if (lines.isFull()) {
                keepIfMatched(lines.take(), found);
            }
        });
        keepIfMatched(lines.take(), found);
    }

    private void keepIfMatched(byte[] records, List<byte[]> found) {
        try {
            AtomicBoolean used = new AtomicBoolean();
            new Detector(watchlist.index()).scan(new ByteArrayInputStream(records), match -> {
                if (match.kind() == MatchKind.USE) { // the filters count nothing else
                    used.set(true);
                }
            });
            if (used.get()) {
                found.add(records);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be read", e);
        }
    }

    private void offer(Notice notice, Sink sink) throws InterruptedException {
        Insistence.offer(
                new AlarmNotice(
                        where.account().account().id(),
                        where.pipeline().site().name(),
                        notice.alarmArn(),
                        notice.rangAt(),
                        notice.receivedAt()),
                sink);
    }
}
