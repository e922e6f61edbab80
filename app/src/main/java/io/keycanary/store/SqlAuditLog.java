package io.keycanary.store;

import io.keycanary.intake.AuditEntry;
import io.keycanary.intake.AuditLog;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The audit log. Its head, one row, is locked while an entry is added, so that two processes never add the same number;
 * entries are therefore added at the end of a transaction. The head also shows when the newest entries were cut off,
 * which the chain alone cannot.
 */
final class SqlAuditLog implements AuditLog {
    private record Head(long number, String hash) {}

    private record Pending(Instant at, String actor, String action, String subject, String detail) {}

    private final Session session;
    private final List<Pending> pending = new ArrayList<>();

    SqlAuditLog(Session session) {
        this.session = session;
    }

    @Override
    public void append(Instant at, String actor, String action, String subject, String detail) {
        session.requireWriting();
        pending.add(new Pending(at, actor, action, subject, detail));
    }

    @Override
    public List<AuditEntry> after(long number, int limit) {
        beforeCommit();
        String sql = "select * from audit_log where number > ? order by number limit ?";
        return session.list(SqlAuditLog::read, sql, number, limit);
    }

    @Override
    public OptionalLong firstBroken() {
        OptionalLong broken = AuditLog.super.firstBroken();
        if (broken.isPresent()) {
            return broken;
        }
        String sql = "select number, hash from audit_log order by number desc limit 1";
        Head newest = session.one(SqlAuditLog::readHead, sql).orElse(new Head(0, AuditEntry.GENESIS));
        return newest.equals(head("")) ? OptionalLong.empty() : OptionalLong.of(newest.number() + 1);
    }

    void beforeCommit() {
        if (pending.isEmpty()) {
            return;
        }
        Head head = head(session.lockingRow());
        for (Pending p : pending) {
            AuditEntry entry = AuditEntry.after(
                    head.number(), head.hash(), p.at(), p.actor(), p.action(), p.subject(), p.detail());
            insert(entry);
            head = new Head(entry.number(), entry.hash());
        }
        session.execute("update audit_head set number = ?, hash = ?", head.number(), head.hash());
        pending.clear();
    }

    private void insert(AuditEntry entry) {
        session.execute(
                "insert into audit_log (number, at, actor, action, subject, detail, hash) values (?, ?, ?, ?, ?, ?, ?)",
                entry.number(),
                entry.at(),
                entry.actor(),
                entry.action(),
                entry.subject(),
                entry.detail(),
                entry.hash());
    }

    private Head head(String locking) {
        return session.one(SqlAuditLog::readHead, "select number, hash from audit_head" + locking)
                .orElseThrow();
    }

    private static Head readHead(Row row) throws SQLException {
        return new Head(row.count("number"), row.text("hash"));
    }

    private static AuditEntry read(Row row) throws SQLException {
        return new AuditEntry(
                row.count("number"),
                row.time("at"),
                row.text("actor"),
                row.text("action"),
                row.text("subject"),
                row.text("detail"),
                row.text("hash"));
    }
}
