package io.keycanary.cli;

import io.keycanary.detect.Detector;
import io.keycanary.detect.Engines;
import io.keycanary.detect.TokenIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Scans inputs for tokens. When it learns temporary keys it reads everything a second time, because their use may stand
 * before the record that tells of them; the second reading adds matches and its counts are the ones that hold.
 */
final class Scan {
    private final Settings settings;
    private final TokenIndex tokens;
    private final ScanReporter reporter;
    private final InstantSource clock;
    private final Instant began;
    private final Set<String> toldUnreadable = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ScanPass running;
    private boolean ended;

    /** How it is done. */
    record Settings(ScanMemory memory, Engines engines) {}

    Scan(Settings settings, TokenIndex tokens, ScanReporter reporter, InstantSource clock) {
        this.settings = settings;
        this.tokens = tokens;
        this.reporter = reporter;
        this.clock = clock;
        this.began = clock.instant();
    }

    /** Scans, and tells how it ended. */
    ScanTotals run(ScanInputs inputs, ScanState state) throws InterruptedException {
        if (!state.again()) {
            pass(inputs, state).run(settings.memory().threads(), this::firstReadings);
            if (state.learned().isEmpty()) {
                return finished(state);
            }
            state.readAgain();
        }
        reporter.again(state.learned().size());
        TokenIndex grown = tokens.with(state.learned());
        pass(inputs, state).run(settings.memory().threads(), bytes -> secondReadings(grown, bytes));
        return finished(state);
    }

    private Supplier<Reading> firstReadings(long bytes) {
        Detector detector = detector(tokens, bytes);
        return () -> new Reading.First(detector, reporter);
    }

    private Supplier<Reading> secondReadings(TokenIndex grown, long bytes) {
        Detector first = detector(tokens, bytes);
        Detector second = detector(grown, bytes);
        return () -> new Reading.Second(second, first, reporter);
    }

    private Detector detector(TokenIndex index, long bytes) {
        return new Detector(
                index, settings.memory().limits(), settings.engines().forWork(bytes));
    }

    private ScanPass pass(ScanInputs inputs, ScanState state) {
        ScanPass pass = new ScanPass(inputs, reporter, state, toldUnreadable, clock);
        running = pass;
        return pass;
    }

    private ScanTotals finished(ScanState state) {
        if (isFirstEnd()) {
            state.finished();
            reporter.finished(state.totals(), took());
        }
        return state.totals();
    }

    /** A signal that comes while a scan ends finds it ended, or ends it: never half of each. */
    private synchronized boolean isFirstEnd() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    private Duration took() {
        return Duration.between(began, clock.instant());
    }

    /** Writes what was found so far, and nothing from then on. For a program that ends. */
    void giveUp() {
        if (!isFirstEnd()) {
            return;
        }
        ScanPass pass = running;
        if (pass == null) {
            reporter.interrupted(0, new ScanTotals(), took());
        } else {
            ScanTotals done = pass.giveUp();
            reporter.interrupted(pass.found(), done, took());
        }
    }
}
