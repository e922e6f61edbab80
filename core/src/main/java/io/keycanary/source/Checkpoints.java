package io.keycanary.source;

import java.util.Optional;

/** The stored checkpoints. Valid inside one transaction. */
public interface Checkpoints {
    /** Position of a source, empty when it was never read. */
    Optional<String> position(String source);

    /** Sets the position. */
    void put(Checkpoint checkpoint);
}
