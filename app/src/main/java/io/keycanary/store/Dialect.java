package io.keycanary.store;

import java.util.Map;

/**
 * Where the two databases differ. A SQLite transaction that writes holds the one write lock from its start, so it needs
 * no lock on rows.
 */
enum Dialect {
    SQLITE("text", "blob", "", ""),
    POSTGRESQL("uuid", "bytea", " for no key update", " for update of %s skip locked");

    private final String uuid;
    private final String bytes;
    private final String lockingRow;
    private final String skippingLocked;

    Dialect(String uuid, String bytes, String lockingRow, String skippingLocked) {
        this.uuid = uuid;
        this.bytes = bytes;
        this.lockingRow = lockingRow;
        this.skippingLocked = skippingLocked;
    }

    /** Placeholders of the migrations. */
    Map<String, String> types() {
        return Map.of("uuid", uuid, "bytes", bytes);
    }

    String lockingRow() {
        return lockingRow;
    }

    /** Ends a query whose rows of this table are to be locked, but for those that others have locked. */
    String skippingLocked(String table) {
        return skippingLocked.formatted(table);
    }
}
