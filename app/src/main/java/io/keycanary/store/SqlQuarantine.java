package io.keycanary.store;

import io.keycanary.intake.Quarantine;
import java.util.List;

record SqlQuarantine(Session session) implements Quarantine {
    @Override
    public void put(Entry entry) {
        session.execute(
                "insert into quarantine (origin_digest, byte_offset, origin, reason, head, at)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict (origin_digest, byte_offset) do nothing",
                Digest.of(entry.origin()),
                entry.offset(),
                entry.origin(),
                entry.reason(),
                entry.head(),
                entry.at());
    }

    @Override
    public long count() {
        return session.one(row -> row.count("entries"), "select count(*) as entries from quarantine")
                .orElseThrow();
    }

    @Override
    public List<Entry> newest(int limit) {
        return session.list(
                row -> new Entry(
                        row.text("origin"),
                        row.count("byte_offset"),
                        row.text("reason"),
                        row.bytes("head"),
                        row.time("at")),
                "select * from quarantine order by at desc, byte_offset desc, origin_digest limit ?",
                limit);
    }
}
