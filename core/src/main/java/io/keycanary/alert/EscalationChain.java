package io.keycanary.alert;

import io.keycanary.incident.Severity;
import java.time.Duration;
import java.util.List;

/**
 * Who is told when nobody acknowledges an incident.
 *
 * @param steps each later than the one before; none for no escalation
 */
public record EscalationChain(List<Step> steps) {
    /** Nobody further is told. */
    public static final EscalationChain NONE = new EscalationChain(List.of());

    /**
     * One step.
     *
     * @param after how long after the incident was opened, or opened again; at least a minute
     * @param channels names of alert channels; at least one
     * @param atLeast incidents below this severity do not take it
     */
    public record Step(Duration after, List<String> channels, Severity atLeast) {
        /** Checks the time and that somebody is told. */
        public Step {
            channels = List.copyOf(channels);
            if (after.compareTo(Duration.ofMinutes(1)) < 0 || channels.isEmpty()) {
                throw new IllegalArgumentException(
                        "an escalation step names a time of at least 1m and at least one channel");
            }
        }
    }

    /** Refuses steps that are out of order. */
    public EscalationChain {
        steps = List.copyOf(steps);
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).after().compareTo(steps.get(i - 1).after()) <= 0) {
                throw new IllegalArgumentException("each escalation step comes later than the one before");
            }
        }
    }
}
