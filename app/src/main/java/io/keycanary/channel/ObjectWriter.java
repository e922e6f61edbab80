package io.keycanary.channel;

import io.keycanary.alert.DeliveryResult;

/** Writes objects to one bucket of Amazon S3. Safe to share between threads. */
public interface ObjectWriter extends AutoCloseable {
    /** Writes an object in place of the one that has its name, and waits for the answer, within a bounded time. */
    DeliveryResult write(String key, byte[] json) throws InterruptedException;

    @Override
    void close();
}
