package io.keycanary.files;

import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.source.Checkpoint;
import io.keycanary.source.Checkpoints;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A ledger of checkpoints and nothing else. */
final class CheckpointLedger implements Ledger, Checkpoints {
    private final Map<String, String> positions = new TreeMap<>();
    private final Stores stores = (Stores) Proxy.newProxyInstance(
            CheckpointLedger.class.getClassLoader(), new Class<?>[] {Stores.class}, (proxy, method, arguments) -> this);

    @Override
    public Optional<String> position(String source) {
        return Optional.ofNullable(positions.get(source));
    }

    @Override
    public void put(Checkpoint checkpoint) {
        positions.put(checkpoint.source(), checkpoint.position());
    }

    @Override
    public List<Checkpoint> startingWith(String prefix) {
        return positions.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> new Checkpoint(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public void remove(String source) {
        positions.remove(source);
    }

    @Override
    public <T> T write(Function<Stores, T> work) {
        return work.apply(stores);
    }

    @Override
    public <T> T read(Function<Stores, T> work) {
        return work.apply(stores);
    }

    @Override
    public void close() {}
}
