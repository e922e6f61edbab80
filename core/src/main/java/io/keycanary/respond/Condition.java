package io.keycanary.respond;

import io.keycanary.incident.Severity;
import io.keycanary.incident.SightingKind;
import io.keycanary.token.Placement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In which situations a step is needed: all of these hold. What is empty or null asks for nothing.
 *
 * @param severity at least this
 * @param kinds one of these was seen
 * @param places the token is at a place of one of these kinds
 * @param success whether a call went through that never should
 * @param accounts where the token lives
 * @param done steps that were done, not skipped
 */
public record Condition(
        @Nullable Severity severity,
        Set<SightingKind> kinds,
        Set<Placement.Kind> places,
        @Nullable Boolean success,
        @Nullable AccountKind accounts,
        List<String> done) {
    /** Always. */
    public static final Condition ALWAYS = new Condition(null, Set.of(), Set.of(), null, null, List.of());

    /** Where a token lives. */
    public enum AccountKind {
        /** In a real AWS account. */
        AWS,
        /** At the built-in decoy endpoint. */
        LOCAL
    }

    /** Copies the collections. */
    public Condition {
        kinds = Set.copyOf(kinds);
        places = Set.copyOf(places);
        done = List.copyOf(done);
    }

    /** Whether the situation is one of them, whatever became of other steps. */
    boolean holds(Situation now) {
        return (severity == null || now.severity().compareTo(severity) >= 0)
                && (kinds.isEmpty() || kinds.stream().anyMatch(now.kinds()::contains))
                && (places.isEmpty() || places.stream().anyMatch(now.places()::contains))
                && (success == null || success == now.success())
                && (accounts == null || accounts == now.account());
    }
}
