package io.keycanary.source;

import org.jspecify.annotations.Nullable;

/** Yields batches. Lazy: touches the world only when polled. */
public interface RecordSource extends AutoCloseable {
    /** Stable name, the key of its checkpoint. */
    String name();

    /** How its records come. */
    DetectionPath path();

    /** Offers everything that is new to the sink, in order, and returns. */
    void poll(Sink sink) throws InterruptedException;

    /** Null when it is likely to work, otherwise what is wrong and what to do, for a person. */
    @Nullable
    String problem();

    @Override
    default void close() {}

    /** Takes batches. */
    @FunctionalInterface
    interface Sink {
        /** Returns when the batch is stored, or cannot be. */
        Outcome offer(RecordBytes batch) throws InterruptedException;

        /** The same for what IAM says about the last use of a key, which is no record. */
        default Outcome offer(LastUse use) throws InterruptedException {
            // Only what asks IAM offers this; whoever polls another source may give a plain lambda for its records.
            throw new UnsupportedOperationException("this takes records only");
        }

        /** The same for an alarm without a record. */
        default Outcome offer(AlarmNotice notice) throws InterruptedException {
            // Only what hears of alarms offers this; for whoever polls another source a lambda is enough.
            throw new UnsupportedOperationException("this takes records only");
        }
    }
}
