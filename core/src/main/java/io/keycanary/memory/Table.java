package io.keycanary.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rows by their key, which remember in the transaction how to undo each change. */
final class Table<K, V> {
    private final Map<K, V> rows = new LinkedHashMap<>();
    private final Transaction transaction;

    Table(Transaction transaction) {
        this.transaction = transaction;
    }

    Optional<V> get(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    long size() {
        return rows.size();
    }

    /** A copy, so that rows may change while it is read. */
    Stream<V> all() {
        return java.util.List.copyOf(rows.values()).stream();
    }

    void put(K key, V value) {
        restoreOnUndo(key);
        rows.put(key, value);
    }

    /** False when there is one already, which stays. */
    boolean add(K key, V value) {
        if (rows.containsKey(key)) {
            return false;
        }
        put(key, value);
        return true;
    }

    /** False when there is none. */
    boolean remove(K key) {
        restoreOnUndo(key);
        return rows.remove(key) != null;
    }

    void removeIf(Predicate<K> keys) {
        java.util.List.copyOf(rows.keySet()).stream().filter(keys).forEach(this::remove);
    }

    private void restoreOnUndo(K key) {
        V before = rows.get(key);
        transaction.onUndo(before == null ? () -> rows.remove(key) : () -> rows.put(key, before));
    }
}
