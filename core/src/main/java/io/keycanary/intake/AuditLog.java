package io.keycanary.intake;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Who did what: append-only and hash-chained. Valid inside one transaction. */
public interface AuditLog {
    /** Appends an entry. */
    void append(Instant at, String actor, String action, String subject, String detail);

    /** Entries behind the given number, ascending. */
    List<AuditEntry> after(long number, int limit);

    /** The number of the first entry that was changed, added or is missing; empty when the chain is whole. */
    default OptionalLong firstBroken() {
        long number = 0;
        String hash = AuditEntry.GENESIS;
        for (List<AuditEntry> page = after(0, 1000); !page.isEmpty(); page = after(number, 1000)) {
            for (AuditEntry entry : page) {
                if (!entry.follows(number, hash)) {
                    return OptionalLong.of(number + 1);
                }
                number = entry.number();
                hash = entry.hash();
            }
        }
        return OptionalLong.empty();
    }
}
