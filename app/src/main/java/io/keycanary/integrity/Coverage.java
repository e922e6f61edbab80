package io.keycanary.integrity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The time that digests cover, for each scope. Safe to use by several threads. */
final class Coverage {
    /**
     * A log file may be listed by the next digest when it was written shortly before the end of one; CloudTrail
     * delivers within about 5 minutes, twice and more of it is granted.
     */
    private static final Duration LATE = Duration.ofMinutes(15);

    private final Map<Scope, List<Span>> spans = new ConcurrentHashMap<>();

    /** Adds the time of one digest; those of one chain come in their order. */
    void add(Scope scope, Span span) {
        List<Span> known = spans.computeIfAbsent(scope, s -> new ArrayList<>());
        synchronized (known) {
            for (int i = known.size() - 1; i >= 0; i--) {
                Span other = known.get(i);
                if (!span.from().isAfter(other.to()) && !span.to().isBefore(other.from())) {
                    known.set(i, other.and(span));
                    return;
                }
            }
            known.add(span);
        }
    }

    /** Whether there is any digest of the scope. */
    boolean knows(Scope scope) {
        return spans.containsKey(scope);
    }

    /** Whether a log file written at this time should be listed by a digest that is there. */
    boolean covers(Scope scope, Instant written) {
        return spans.getOrDefault(scope, List.of()).stream()
                .anyMatch(span -> !written.isBefore(span.from())
                        && written.isBefore(span.to().minus(LATE)));
    }
}
