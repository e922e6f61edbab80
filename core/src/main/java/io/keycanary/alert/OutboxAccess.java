package io.keycanary.alert;

import java.util.function.Function;

/** What the relay needs of the ledger: the outbox, inside a transaction. Safe to share between threads. */
public interface OutboxAccess {
    /**
     * Runs work on the outbox in one transaction that is stored durably before this returns. The work may run more than
     * once and has no effect outside the outbox.
     */
    <T> T write(Function<Outbox, T> work);
}
