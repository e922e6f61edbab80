package io.keycanary.memory;

import io.keycanary.intake.AuditEntry;
import io.keycanary.intake.AuditLog;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class MemoryAuditLog implements AuditLog {
    final Table<Long, AuditEntry> entries;

    MemoryAuditLog(Transaction transaction) {
        entries = new Table<>(transaction);
    }

    @Override
    public void append(Instant at, String actor, String action, String subject, String detail) {
        Optional<AuditEntry> newest = entries.all().max(Comparator.comparing(AuditEntry::number));
        long number = newest.map(AuditEntry::number).orElse(0L);
        String hash = newest.map(AuditEntry::hash).orElse(AuditEntry.GENESIS);
        AuditEntry entry = AuditEntry.after(number, hash, at, actor, action, subject, detail);
        entries.put(entry.number(), entry);
    }

    @Override
    public List<AuditEntry> after(long number, int limit) {
        return entries.all()
                .filter(entry -> entry.number() > number)
                .sorted(Comparator.comparing(AuditEntry::number))
                .limit(limit)
                .toList();
    }
}
