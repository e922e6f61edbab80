package io.keycanary.respond;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is stored about the response to incidents. Valid inside one transaction. */
public interface Responses {
    /** Begins the playbook of an incident; does nothing when it has one. */
    void begin(PlaybookRun run);

    /** The playbook of an incident. */
    Optional<PlaybookRun> run(UUID incident);

    /** Settles a step; replaces what was said of it before. */
    void mark(UUID incident, StepMark mark);

    /** Adds an action, or replaces the one of this id. */
    void put(ActionRun action);

    /** The action of this id. */
    Optional<ActionRun> action(UUID id);

    /** Actions of an incident, oldest first. */
    List<ActionRun> actions(UUID incident);
}
