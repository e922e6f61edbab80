package io.keycanary.memory;

import io.keycanary.source.Checkpoint;
import io.keycanary.source.Checkpoints;
import java.util.List;
import java.util.Optional;

final class MemoryCheckpoints implements Checkpoints {
    private final Table<String, Checkpoint> checkpoints;

    MemoryCheckpoints(Transaction transaction) {
        checkpoints = new Table<>(transaction);
    }

    @Override
    public Optional<String> position(String source) {
        return checkpoints.get(source).map(Checkpoint::position);
    }

    @Override
    public void put(Checkpoint checkpoint) {
        checkpoints.put(checkpoint.source(), checkpoint);
    }

    @Override
    public List<Checkpoint> startingWith(String prefix) {
        return checkpoints
                .all()
                .filter(checkpoint -> checkpoint.source().startsWith(prefix))
                .toList();
    }

    @Override
    public void remove(String source) {
        checkpoints.remove(source);
    }
}
