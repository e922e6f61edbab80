package io.keycanary.source;

import java.util.List;
import java.util.Optional;

/** The stored checkpoints. Valid inside one transaction. */
public interface Checkpoints {
    /** Position of a source, empty when it was never read. */
    Optional<String> position(String source);

    /** Sets the position. */
    void put(Checkpoint checkpoint);

    /** All whose source begins so, for a source that keeps one for each of its parts. */
    List<Checkpoint> startingWith(String prefix);

    /** Forgets a source, or a part of one, that is no more. */
    void remove(String source);
}
