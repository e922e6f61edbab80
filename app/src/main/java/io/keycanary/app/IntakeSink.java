package io.keycanary.app;

import io.keycanary.endpoint.RecordSink;
import io.keycanary.endpoint.StoreDownException;
import io.keycanary.files.Spool;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordBytes;
import io.keycanary.source.RecordSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Takes the endpoint's records into the intake, or into the spool while the store is down. */
final class IntakeSink implements RecordSink {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final RecordSource.Sink intake;
    private final Spool spool;
    private final InstantSource clock;
    private volatile @Nullable Instant lastRefusal;

    IntakeSink(RecordSource.Sink intake, Spool spool, InstantSource clock) {
        this.intake = intake;
        this.spool = spool;
        this.clock = clock;
    }

    @Override
    public void deliver(byte[] cloudTrailRecord, boolean authenticated)
            throws StoreDownException, InterruptedException {
        RecordBytes batch = new RecordBytes(
                DetectionPath.ENDPOINT,
                "request to the endpoint",
                RecordBytes.Bytes.of(cloudTrailRecord),
                clock.instant(),
                authenticated,
                null);
        if (intake.offer(batch) instanceof Outcome.Retry) {
            spool(cloudTrailRecord, authenticated);
        }
    }

    private void spool(byte[] record, boolean authenticated) throws StoreDownException {
        try {
            spool.keep(record, authenticated);
        } catch (IOException e) {
            lastRefusal = clock.instant();
            throw new StoreDownException("neither the database nor the spool takes the record", e);
        }
    }

    /** What is wrong, null when nothing is: whether a request of the last minutes was answered with 503. */
    @Nullable
    String problem() {
        Instant last = lastRefusal;
        return last == null || last.plus(REMEMBERED).isBefore(clock.instant())
                ? null
                : "neither the database nor the spool took a record at " + last
                        + ", and its request was answered with 503; the server's log says more";
    }
}
