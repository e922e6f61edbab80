package io.keycanary.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One transaction, for the stores in it.
 *
 * @param writing whether it may change anything
 */
record Session(Handle handle, Dialect dialect, boolean writing) {
    private static final int FETCHED_ROWS = 1000;

    /** Fails in a transaction that only reads, on both databases alike. */
    void requireWriting() {
        if (!writing) {
            throw new IllegalStateException("a transaction that only reads cannot change anything");
        }
    }

    int execute(String sql, @Nullable Object... values) {
        requireWriting();
        return handle.execute(sql, values);
    }

    <T> List<T> list(Row.Reader<T> reader, String sql, @Nullable Object... values) {
        return handle.select(sql, values)
                .map((columns, context) -> reader.read(new Row(columns)))
                .list();
    }

    /** Hands out one row after the other: all of them need not fit into memory. */
    <T> void each(Row.Reader<T> reader, Consumer<T> each, String sql, @Nullable Object... values) {
        handle.select(sql, values)
                .setFetchSize(FETCHED_ROWS)
                .map((columns, context) -> reader.read(new Row(columns)))
                .forEach(each);
    }

    <T> Optional<T> one(Row.Reader<T> reader, String sql, @Nullable Object... values) {
        return list(reader, sql, values).stream().findFirst();
    }

    boolean any(String sql, @Nullable Object... values) {
        return !list(row -> Boolean.TRUE, sql, values).isEmpty();
    }

    /** Ends a select whose row will be decided upon, so that no other transaction decides at the same time. */
    String lockingRow() {
        return writing ? dialect.lockingRow() : "";
    }

    /** {@code ?, ?, ?} for this many values. */
    static String marks(int count) {
        return String.join(", ", java.util.Collections.nCopies(count, "?"));
    }
}
