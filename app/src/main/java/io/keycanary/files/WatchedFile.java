package io.keycanary.files;

import io.keycanary.source.Checkpoint;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordBytes;
import io.keycanary.source.RecordSource.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * One file and how far it was delivered.
 *
 * <p>A plain file is delivered up to its last complete value, again and again while it grows. Gzip cannot be read from
 * its middle: it is delivered whole once it was left alone for a while. So is the incomplete rest of a plain file, but
 * then the position stays before it. Waiting only saves work: what comes later is always read, however slow the writer.
 */
final class WatchedFile {
    /** How long a gzip file must have been left alone. */
    static final Duration GZIP_SETTLES = Duration.ofSeconds(5);

    /** How long an incomplete rest must have been left alone: writers flush in blocks, which end anywhere. */
    static final Duration REST_SETTLES = Duration.ofMinutes(1);

    private static final Duration MAX_BACKOFF = Duration.ofMinutes(1);

    private final String checkpoint;
    private final InstantSource clock;
    private final long maxBatchBytes;
    private Position delivered;
    private @Nullable Sight last;
    private Instant changedAt = Instant.MIN;
    private boolean waiting = true;
    private @Nullable BoundaryScan unfinished;
    private String unfinishedPrint = "";
    private int failures;
    private Instant notBefore = Instant.MIN;

    WatchedFile(String checkpoint, Position delivered, InstantSource clock, long maxBatchBytes) {
        this.checkpoint = checkpoint;
        this.delivered = delivered;
        this.clock = clock;
        this.maxBatchBytes = maxBatchBytes;
    }

    /**
     * Offers what is new.
     *
     * @return false when the sink could not store it
     * @throws IOException when the file cannot be read; nothing is lost, it is tried again
     */
    boolean deliver(Sight sight, Sink sink) throws IOException, InterruptedException {
        Instant now = clock.instant();
        if (last == null || !sight.unchangedSince(last)) {
            changedAt = now;
            waiting = true;
        }
        last = sight;
        if (!waiting || now.isBefore(notBefore)) {
            return true;
        }
        try (FileChannel file = FileChannel.open(sight.path(), StandardOpenOption.READ)) {
            if (!stillNamed(sight)) {
                return true;
            }
            if (!delivered.fits(file)) {
                delivered = Position.START;
            }
            return new Delivery(file, sight, sink).all();
        }
    }

    /** Between look and opening another file may have taken the name. */
    private static boolean stillNamed(Sight sight) throws IOException {
        Path path = sight.path();
        return Sight.of(path, Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class))
                .key()
                .equals(sight.key());
    }

    private boolean leftAlone(Sight sight, Duration time) {
        Instant now = clock.instant();
        return !now.isBefore(sight.modified().toInstant().plus(time))
                || !now.minus(time).isBefore(changedAt);
    }

    private void backOff() {
        failures++;
        Duration wait = Duration.ofSeconds(1L << Math.min(failures - 1, 6));
        notBefore = clock.instant().plus(wait.compareTo(MAX_BACKOFF) < 0 ? wait : MAX_BACKOFF);
    }

    /** One look into the open file. */
    private final class Delivery {
        private final FileChannel file;
        private final Sight sight;
        private final Sink sink;
        private final long end;

        Delivery(FileChannel file, Sight sight, Sink sink) throws IOException {
            this.file = file;
            this.sight = sight;
            this.sink = sink;
            this.end = file.size();
        }

        boolean all() throws IOException, InterruptedException {
            boolean gzip = gzip();
            for (long cut = gzip ? 0 : nextCut(); cut > delivered.offset(); cut = nextCut()) {
                if (!offer(cut, Position.at(cut, file, sight))) {
                    return false;
                }
            }
            if (delivered.covers(end, sight)) {
                waiting = false;
                return true;
            }
            return !leftAlone(sight, gzip ? GZIP_SETTLES : REST_SETTLES)
                    || offer(end, Position.at(delivered.offset(), end, file, sight));
        }

        private boolean gzip() throws IOException {
            ByteBuffer magic = ByteBuffer.allocate(2);
            return file.read(magic, 0) == 2 && magic.getShort(0) == 0x1f8b;
        }

        /** Where to cut next: at the last boundary, or at one that keeps the batch small. */
        private long nextCut() throws IOException {
            BoundaryScan scan = resumed();
            byte[] buffer = new byte[64 * 1024];
            while (scan.position() < end && !(full(scan) && scan.boundary() > delivered.offset())) {
                int wanted = (int) Math.min(buffer.length, end - scan.position());
                int count = file.read(ByteBuffer.wrap(buffer, 0, wanted), scan.position());
                if (count < 0) {
                    break;
                }
                scan.take(buffer, count);
            }
            unfinished = scan;
            unfinishedPrint = Fingerprint.of(file, scan.position());
            return scan.boundary();
        }

        /** Goes on with a value that was not complete the last time, so that a long one is looked at only once. */
        private BoundaryScan resumed() throws IOException {
            BoundaryScan before = unfinished;
            boolean same = before != null
                    && before.boundary() == delivered.offset()
                    && before.position() <= end
                    && Fingerprint.of(file, before.position()).equals(unfinishedPrint);
            return same && before != null ? before : new BoundaryScan(delivered.offset());
        }

        private boolean full(BoundaryScan scan) {
            return scan.position() - delivered.offset() >= maxBatchBytes;
        }

        /** Done and Reject both mean that the position is stored. */
        private boolean offer(long to, Position position) throws InterruptedException {
            long from = delivered.offset();
            String origin = from == 0 ? sight.path().toString() : sight.path() + " from byte " + from;
            Outcome outcome = sink.offer(new RecordBytes(
                    DetectionPath.FILES,
                    origin,
                    () -> new RegionStream(file, from, to),
                    clock.instant(),
                    true,
                    new Checkpoint(checkpoint, position.stored())));
            if (outcome instanceof Outcome.Retry) {
                backOff();
                return false;
            }
            failures = 0;
            delivered = position;
            return true;
        }
    }
}
