package io.keycanary.store;

import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * The stores in SQLite or PostgreSQL: the main entry point of this package.
 *
 * <p>SQLite runs transactions that write one after the other. On PostgreSQL they run at the same time, each statement
 * seeing what was committed before it; whatever is read by its id in a transaction that writes stays locked until its
 * end, and work that lost a race is done again. The rejected alternative, SERIALIZABLE, would make every transaction
 * that waited for the lock of a token fail and start over, which an intruder who hammers one key turns into a storm.
 */
public final class SqlLedger implements Ledger {
    private final Pools pools;
    private final MasterKey key;
    private final Jdbi writers;
    private final Jdbi readers;
    private final Attempts attempts;

    SqlLedger(Pools pools, MasterKey key) {
        this.pools = pools;
        this.key = key;
        this.writers = configured(Jdbi.create(pools.writers()));
        this.readers = configured(Jdbi.create(pools.readers()));
        this.attempts = new Attempts(pools.where());
    }

    /**
     * Opens a database, and brings it to the schema of this program.
     *
     * @param database a {@code jdbc:postgresql://} URL, or the path of a SQLite file, which is made when missing; its
     *     folder must exist
     * @param key for the secrets of tokens
     * @throws io.keycanary.intake.LedgerException when it cannot be opened, or is newer than this program
     */
    public static SqlLedger open(String database, MasterKey key) {
        return new SqlLedger(Pools.open(database), key);
    }

    /** The values of a statement may be hostile or confidential: no exception repeats them. */
    private Jdbi configured(Jdbi jdbi) {
        if (pools.dialect() == Dialect.SQLITE) {
            jdbi.setStatementBuilderFactory(new KeptStatements());
        }
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi.registerArgument(new StoredText()).registerArgument(new StoredTime());
    }

    @Override
    public <T> T write(Function<Stores, T> work) {
        return attempts.run(() -> writers.inTransaction(handle -> {
            SqlStores stores = new SqlStores(new Session(handle, pools.dialect(), true), key);
            T result = work.apply(stores);
            stores.beforeCommit();
            return result;
        }));
    }

    @Override
    public <T> T read(Function<Stores, T> work) {
        return attempts.run(() -> readers.inTransaction(
                handle -> work.apply(new SqlStores(new Session(handle, pools.dialect(), false), key))));
    }

    @Override
    public void close() {
        pools.close();
    }
}
