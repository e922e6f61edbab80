package io.keycanary.memory;

import io.keycanary.drill.Drill;
import io.keycanary.drill.OwnCalls;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class MemoryOwnCalls implements OwnCalls {
    final Table<UUID, Drill> drills;
    private final Table<String, Instant> calls;

    MemoryOwnCalls(Transaction transaction) {
        drills = new Table<>(transaction);
        calls = new Table<>(transaction);
    }

    @Override
    public void put(Drill drill) {
        drills.put(drill.id(), drill);
    }

    @Override
    public Optional<Drill> drill(UUID id) {
        return drills.get(id);
    }

    @Override
    public Optional<Drill> byRequest(String requestId) {
        return drills.all()
                .filter(drill -> requestId.equals(drill.requestId()))
                .min(Comparator.comparing(Drill::id, MemoryStores.BY_ID));
    }

    @Override
    public List<Drill> begun(@Nullable Instant since, @Nullable Instant until) {
        return drills.all()
                .filter(drill -> since == null || !drill.startedAt().isBefore(since))
                .filter(drill -> until == null || drill.startedAt().isBefore(until))
                .sorted(Comparator.comparing(Drill::startedAt).thenComparing(Drill::id, MemoryStores.BY_ID))
                .toList();
    }

    @Override
    public List<Drill> unfinished(TokenId token) {
        return drills.all()
                .filter(drill -> drill.finishedAt() == null && drill.token().equals(token))
                .sorted(Comparator.comparing(Drill::startedAt).thenComparing(Drill::id, MemoryStores.BY_ID))
                .toList();
    }

    @Override
    public List<Drill> overdue(Instant now) {
        return drills.all()
                .filter(drill -> drill.finishedAt() == null && !drill.running(now))
                .sorted(Comparator.comparing(Drill::deadline).thenComparing(Drill::id, MemoryStores.BY_ID))
                .toList();
    }

    @Override
    public void journal(String requestId, Instant at) {
        calls.add(requestId, at);
    }

    @Override
    public boolean isOurs(String requestId) {
        return calls.get(requestId).isPresent();
    }
}
