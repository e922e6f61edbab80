package io.keycanary.pipeline;

import java.util.List;
import java.util.Optional;

/** The stored pipelines. Valid inside one transaction. */
public interface PipelineRegister {
    /** Adds a pipeline, or replaces the one of this account and name. */
    void put(InstalledPipeline pipeline);

    /** The pipeline of this account and name. */
    Optional<InstalledPipeline> find(String accountId, String name);

    /** All, by account and name. */
    List<InstalledPipeline> all();

    /** Forgets a pipeline; does nothing when there is none of this account and name. */
    void remove(String accountId, String name);
}
