package io.keycanary.intake;

import io.keycanary.detect.Damage;
import io.keycanary.detect.Detector;
import io.keycanary.detect.ScanReport;
import io.keycanary.detect.TokenIndex;
import io.keycanary.incident.Sighting;
import io.keycanary.source.AlarmNotice;
import io.keycanary.source.LastUse;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordBytes;
import io.keycanary.source.RecordSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * From bytes to alerts, for every detection path: scan outside a transaction, then store everything that was found, what
 * became of it, the alerts and the checkpoint in one. A batch is acknowledged only after that, so a crash at any
 * instruction loses nothing, and offering a batch again changes nothing.
 */
public final class Intake implements RecordSource.Sink {
    private final Watchlist watchlist;
    private final Casework casework;
    private final LastUses lastUses;
    private final Alarms alarms;
    private final GroupCommit commits;
    private final InstantSource clock;
    private final Runnable afterCommit;
    private final IntakeCounts counts = new IntakeCounts();

    /**
     * Joins the stages.
     *
     * @param afterCommit called when alerts may be waiting: wakes the relay
     */
    public Intake(Ledger ledger, Watchlist watchlist, Casework casework, InstantSource clock, Runnable afterCommit) {
        this.watchlist = watchlist;
        this.casework = casework;
        this.lastUses = new LastUses(casework, clock);
        this.alarms = new Alarms(casework, clock);
        this.commits = new GroupCommit(ledger);
        this.clock = clock;
        this.afterCommit = afterCommit;
    }

    /** What went through since the start. */
    public IntakeCounts.Reading counts() {
        return counts.read();
    }

    @Override
    public Outcome offer(RecordBytes batch) throws InterruptedException {
        try {
            Findings findings = new Findings(batch, clock, full -> storePart(full, batch));
            ScanReport report = scan(batch, findings);
            store(findings, batch);
            afterCommit.run();
            return report.damages().isEmpty()
                    ? new Outcome.Done()
                    : rejected(report.damages().getFirst());
        } catch (LedgerException e) {
            return new Outcome.Retry(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Outcome.Retry("cannot read " + batch.origin() + ": " + e.getMessage());
        } catch (StoppedException e) {
            throw (InterruptedException) new InterruptedException().initCause(e);
        }
    }

    @Override
    public Outcome offer(LastUse use) throws InterruptedException {
        try {
            commits.commit(stores -> lastUses.take(stores, use));
            afterCommit.run();
            return new Outcome.Done();
        } catch (LedgerException e) {
            return new Outcome.Retry(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Outcome offer(AlarmNotice notice) throws InterruptedException {
        try {
            commits.commit(stores -> alarms.take(stores, notice));
            afterCommit.run();
            return new Outcome.Done();
        } catch (LedgerException e) {
            return new Outcome.Retry(String.valueOf(e.getMessage()));
        }
    }

    /** A key that was learned in the batch may also stand in a record before the one that taught it: look again. */
    private ScanReport scan(RecordBytes batch, Findings findings) throws IOException {
        ScanReport report = scan(watchlist.index(), batch, findings);
        counts.add(report);
        for (Damage damage : report.damages()) {
            findings.quarantine(damage.offset(), damage.reason(), new byte[0]);
        }
        if (!findings.learned.isEmpty() && report.unmatched() > 0) {
            storePart(findings, batch);
            scan(watchlist.index(), batch, findings);
        }
        return report;
    }

    private static Outcome rejected(Damage damage) {
        return new Outcome.Reject(damage.reason() + " at byte " + damage.offset());
    }

    private static ScanReport scan(TokenIndex index, RecordBytes batch, Findings findings) throws IOException {
        try (InputStream bytes = batch.bytes().open()) {
            return new Detector(index).scan(bytes, findings);
        }
    }

    private void storePart(Findings findings, RecordBytes batch) {
        RecordBytes part = new RecordBytes(
                batch.path(), batch.origin(), batch.bytes(), batch.receivedAt(), batch.authenticated(), null);
        try {
            store(findings, part);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException(e);
        }
    }

    /** Carries an interrupt through the detector's callback. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedException(InterruptedException cause) {
            super(cause);
        }
    }

    private void store(Findings findings, RecordBytes batch) throws InterruptedException {
        List<Sighting> sightings = new ArrayList<>(findings.sightings);
        var learned = List.copyOf(findings.learned);
        var quarantined = List.copyOf(findings.quarantined);
        if (sightings.isEmpty() && learned.isEmpty() && quarantined.isEmpty() && batch.checkpoint() == null) {
            return;
        }
        commits.commit(stores -> {
            // Always in the same order, so that two processes do not wait for each other.
            sightings.stream()
                    .map(Sighting::token)
                    .distinct()
                    .sorted(Comparator.naturalOrder())
                    .forEach(stores.tokens()::lock);
            learned.forEach(stores.tokens()::learn);
            sightings.forEach(sighting -> casework.take(stores, sighting, batch.path()));
            quarantined.forEach(stores.quarantine()::put);
            if (batch.checkpoint() != null) {
                stores.checkpoints().put(batch.checkpoint());
            }
        });
        findings.sightings.clear();
        findings.learned.clear();
        findings.quarantined.clear();
    }
}
