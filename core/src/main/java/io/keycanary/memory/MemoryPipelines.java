package io.keycanary.memory;

import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.PipelineRegister;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class MemoryPipelines implements PipelineRegister {
    private final Table<String, InstalledPipeline> pipelines;

    MemoryPipelines(Transaction transaction) {
        pipelines = new Table<>(transaction);
    }

    private static String key(String accountId, String name) {
        return accountId + "/" + name;
    }

    private static String key(InstalledPipeline pipeline) {
        return key(pipeline.site().accountId(), pipeline.site().name());
    }

    @Override
    public void put(InstalledPipeline pipeline) {
        pipelines.put(key(pipeline), pipeline);
    }

    @Override
    public Optional<InstalledPipeline> find(String accountId, String name) {
        return pipelines.get(key(accountId, name));
    }

    @Override
    public List<InstalledPipeline> all() {
        return pipelines
                .all()
                .sorted(Comparator.comparing(MemoryPipelines::key))
                .toList();
    }

    @Override
    public void remove(String accountId, String name) {
        pipelines.remove(key(accountId, name));
    }
}
