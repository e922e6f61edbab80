package io.keycanary.channel;

import io.keycanary.alert.DeliveryResult;

/** Imports findings into one AWS Security Hub. Safe to share between threads. */
public interface FindingImporter extends AutoCloseable {
    /**
     * Adds a finding, or updates the one that has its id, and waits for the answer, within a bounded time. A finding that
     * Security Hub counts as failed is a failure, whatever the status of the answer.
     */
    DeliveryResult add(SecurityFinding finding) throws InterruptedException;

    @Override
    void close();
}
