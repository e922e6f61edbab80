package io.keycanary.cli;

import io.keycanary.detect.ScanReport;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** One reading of all inputs, by several threads. */
final class ScanPass {
    private static final Duration LOOK = Duration.ofMillis(100);

    /** From here on every engine pays. */
    private static final long MUCH_BYTES = 512L << 20;

    private final ScanInputs inputs;
    private final ScanReporter reporter;
    private final ScanState state;
    private final Set<String> toldUnreadable;
    private final ScanQueue queue = new ScanQueue();
    private final InOrder output;
    private final ScanProgress progress;

    ScanPass(
            ScanInputs inputs,
            ScanReporter reporter,
            ScanState state,
            Set<String> toldUnreadable,
            InstantSource clock) {
        this.inputs = inputs;
        this.reporter = reporter;
        this.state = state;
        this.toldUnreadable = toldUnreadable;
        this.progress = new ScanProgress(queue, clock);
        this.output = new InOrder(reporter, progress, this::written);
    }

    /**
     * Reads everything.
     *
     * @param readings takes the bytes that there are to read, as stored and at least, and makes what each thread reads with
     */
    void run(int threads, LongFunction<Supplier<Reading>> readings) throws InterruptedException {
        Crew crew = new Crew();
        crew.start("list", this::list);
        Supplier<Reading> reading = readings.apply(queue.extentOf(MUCH_BYTES).bytes());
        for (int i = 1; i <= threads; i++) {
            crew.start("read-" + i, () -> work(reading));
        }
        if (reporter.watched()) {
            crew.accompany("progress", this::show);
        }
        boolean whole = false;
        try {
            crew.await();
            whole = true;
        } finally {
            if (!whole) {
                output.undisturbed(state::saveNow);
            }
        }
    }

    private void list() throws InterruptedException {
        try {
            inputs.list(state.position(), new ScanInputs.Listing() {
                @Override
                public void input(ScanInput input) throws InterruptedException {
                    queue.add(input);
                }

                @Override
                public void note(String words) {
                    output.undisturbed(() -> reporter.note(words));
                }
            });
        } finally {
            queue.end(); // after a failure too: others wait for more
        }
    }

    private void work(Supplier<Reading> readings) throws InterruptedException {
        try (Reading reading = readings.get()) {
            for (ScanQueue.Job job = queue.take(); job != null; job = queue.take()) {
                read(job, reading, output.begin(job));
            }
        }
    }

    private void read(ScanQueue.Job job, Reading reading, InOrder.Page page) throws InterruptedException {
        ScanInput input = job.input();
        ScanReport report = null;
        try (InputStream bytes = new Counted(job.open())) {
            report = reading.read(input, bytes, page);
        } catch (InterruptedIOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            unreadable(input, e, page);
        } catch (IOException e) {
            unreadable(input, e, page);
        } finally {
            job.release();
        }
        page.end(report);
    }

    private void unreadable(ScanInput input, IOException why, InOrder.Page page) {
        if (toldUnreadable.add(input.name())) {
            page.write(reporter.unreadable(input.name(), why));
        }
    }

    private void written(ScanInput input, InOrder.Outcome outcome) {
        state.written(input, outcome);
        queue.printed();
    }

    private void show() throws InterruptedException {
        while (true) {
            Thread.sleep(LOOK);
            output.undisturbed(() -> reporter.progress(progress::words));
        }
    }

    /** Writes what was found so far, and nothing from then on. */
    ScanTotals giveUp() {
        output.giveUp(state::saveNow, (input, outcome) -> state.count(outcome));
        return state.totals();
    }

    /** Matches that this reading has given so far. */
    long found() {
        return progress.foundSoFar();
    }

    /** Counts what is read, for those who watch. */
    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            progress.read(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            progress.read(Math.max(0, count));
            return count;
        }
    }
}
