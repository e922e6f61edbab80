package io.keycanary.respond;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a playbook.
 *
 * @param id unique in the playbook
 * @param title what to do, in one line: it is what an alert says first
 * @param text how to do it; may be empty
 * @param owner who does it
 * @param due when it must be done; null for whenever
 * @param after steps that come first
 * @param when in which situations it is needed
 */
public record Step(
        String id,
        String title,
        String text,
        String owner,
        Work work,
        @Nullable Due due,
        List<String> after,
        Condition when) {
    /** Copies the list. */
    public Step {
        after = List.copyOf(after);
    }

    /** How it is done. */
    public sealed interface Work {}

    /** By a person. */
    public record Manual() implements Work {}

    /** By an answer. */
    public record Query(QueryKind kind) implements Work {}

    /**
     * By an action.
     *
     * @param automatic whether it may happen by itself, where the settings allow that too
     */
    public record Action(ActionKind kind, boolean automatic) implements Work {}

    /**
     * When it must be done.
     *
     * @param within this long
     * @param step after this step was settled; null for after the incident was opened
     */
    public record Due(Duration within, @Nullable String step) {}
}
