package io.keycanary.incident;

import io.keycanary.detect.RecordFacts;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How often the sightings of an incident have each value in one respect. Records are hostile, so values are quoted and
 * capped.
 *
 * @param most the most frequent values, the same number of times by value
 * @param distinct how many values there are, those left out too
 */
public record Tally(List<Count> most, long distinct) {
    /** Longer values are cut off: what is counted is indexed. */
    private static final int MAX_CHARS = 100;

    /** In what respect. */
    public enum Of {
        /** The source network. */
        NETWORK,
        /** The source as the record has it; sightings without one are left out. */
        SOURCE,
        /** {@code service:Action}. */
        CALL;

        /** The value in a record, null when it has none. */
        public @Nullable String value(RecordFacts facts) {
            return switch (this) {
                case NETWORK -> capped(SourceNetwork.of(facts.sourceIp()).text());
                case SOURCE -> capped(facts.sourceIp());
                case CALL ->
                    capped(Attempt.of(facts.eventSource(), facts.eventName()).call());
            };
        }

        private static @Nullable String capped(@Nullable String value) {
            return value == null || value.length() <= MAX_CHARS ? value : value.substring(0, MAX_CHARS);
        }
    }

    /** One value and how many sightings have it. */
    public record Count(String value, long sightings) {}

    /** Copies the list. */
    public Tally {
        most = List.copyOf(most);
    }

    /** {@code 198.51.100.0/24 (12), 203.0.113.0/24 (1)}; says how many values are left out. */
    public String words() {
        return words(most.size());
    }

    /** The same with at most so many values. */
    public String words(int shown) {
        String words = most.stream()
                .limit(shown)
                .map(count -> count.value() + " (" + count.sightings() + ")")
                .collect(Collectors.joining(", "));
        return distinct <= shown ? words : words + ", and " + (distinct - shown) + " more";
    }
}
