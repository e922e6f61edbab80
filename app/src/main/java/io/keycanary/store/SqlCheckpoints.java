package io.keycanary.store;

import io.keycanary.source.Checkpoint;
import io.keycanary.source.Checkpoints;
import java.util.List;
import java.util.Optional;

record SqlCheckpoints(Session session) implements Checkpoints {
    @Override
    public Optional<String> position(String source) {
        String sql = "select position from checkpoints where source_digest = ?" + session.lockingRow();
        return session.one(row -> row.text("position"), sql, Digest.of(source));
    }

    @Override
    public void put(Checkpoint checkpoint) {
        session.execute(
                "insert into checkpoints (source_digest, source, position) values (?, ?, ?)"
                        + " on conflict (source_digest) do update set position = excluded.position",
                Digest.of(checkpoint.source()),
                checkpoint.source(),
                checkpoint.position());
    }

    @Override
    public List<Checkpoint> startingWith(String prefix) {
        return session.list(
                row -> new Checkpoint(row.text("source"), row.text("position")),
                "select source, position from checkpoints where substr(source, 1, length(?)) = ? order by source_digest",
                prefix,
                prefix);
    }

    @Override
    public void remove(String source) {
        session.execute("delete from checkpoints where source_digest = ?", Digest.of(source));
    }
}
