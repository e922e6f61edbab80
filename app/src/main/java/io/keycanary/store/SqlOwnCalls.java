package io.keycanary.store;

import io.keycanary.drill.Drill;
import io.keycanary.drill.OwnCalls;
import io.keycanary.token.TokenId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

record SqlOwnCalls(Session session) implements OwnCalls {
    @Override
    public void put(Drill drill) {
        session.execute(
                "insert into drills (id, token, started_at, deadline, request_id, finished_at, seen_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (id) do update set token = excluded.token, started_at = excluded.started_at,"
                        + " deadline = excluded.deadline, request_id = excluded.request_id,"
                        + " finished_at = excluded.finished_at, seen_at = excluded.seen_at",
                drill.id(),
                drill.token().value(),
                drill.startedAt(),
                drill.deadline(),
                drill.requestId(),
                drill.finishedAt(),
                drill.seenAt());
    }

    @Override
    public Optional<Drill> drill(UUID id) {
        return session.one(SqlOwnCalls::read, "select * from drills where id = ?" + session.lockingRow(), id);
    }

    @Override
    public Optional<Drill> byRequest(String requestId) {
        return session.one(SqlOwnCalls::read, "select * from drills where request_id = ? order by id", requestId);
    }

    @Override
    public List<Drill> begun(@Nullable Instant since, @Nullable Instant until) {
        String sql = "select * from drills where started_at >= ? and started_at < ? order by started_at, id";
        return session.list(
                SqlOwnCalls::read, sql, since == null ? Instant.MIN : since, until == null ? Instant.MAX : until);
    }

    @Override
    public List<Drill> unfinished(TokenId token) {
        String sql = "select * from drills where token = ? and finished_at is null order by started_at, id";
        return session.list(SqlOwnCalls::read, sql, token.value());
    }

    @Override
    public List<Drill> overdue(Instant now) {
        String sql = "select * from drills where finished_at is null and deadline <= ? order by deadline, id";
        return session.list(SqlOwnCalls::read, sql, now);
    }

    @Override
    public void journal(String requestId, Instant at) {
        session.execute(
                "insert into own_calls (request_id, at) values (?, ?) on conflict (request_id) do nothing",
                requestId,
                at);
    }

    @Override
    public boolean isOurs(String requestId) {
        return session.any("select 1 from own_calls where request_id = ?", requestId);
    }

    private static Drill read(Row row) throws SQLException {
        return new Drill(
                row.uuid("id"),
                new TokenId(row.uuid("token")),
                row.time("started_at"),
                row.time("deadline"),
                row.textOrNull("request_id"),
                row.timeOrNull("finished_at"),
                row.timeOrNull("seen_at"));
    }
}
