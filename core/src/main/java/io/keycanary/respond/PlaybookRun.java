package io.keycanary.respond;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How far the playbook of an incident is worked through.
 *
 * @param playbook as it was when the incident opened
 * @param begunAt our clock then
 * @param marks one for each settled step
 */
public record PlaybookRun(UUID incident, Playbook playbook, Instant begunAt, List<StepMark> marks) {
    /** Copies the list. */
    public PlaybookRun {
        marks = List.copyOf(marks);
    }
}
