package io.keycanary.intake;

import java.util.function.Consumer;
import java.util.function.Function;

/** The transaction seam: what happens inside is stored as a whole or not at all. Safe to share between threads. */
public interface Ledger extends AutoCloseable {
    /**
     * Runs work in one transaction and stores it durably before it returns. May run the work again when another
     * transaction came in between, so the work has no effect outside the stores.
     *
     * @throws LedgerException when the database cannot do it; nothing is stored then
     */
    <T> T write(Function<Stores, T> work);

    /** The same for work without a result. */
    default void change(Consumer<Stores> work) {
        write(stores -> {
            work.accept(stores);
            return Boolean.TRUE;
        });
    }

    /**
     * Runs work that only reads, on one consistent state.
     *
     * @throws LedgerException when the database cannot do it
     */
    <T> T read(Function<Stores, T> work);

    @Override
    void close();
}
