package io.keycanary.cli;

import io.keycanary.drill.Drill;
import io.keycanary.incident.Sighting;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.CanaryToken;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One drill of a token as it goes on. */
final class DrillRun {
    /** What became of it so far. */
    enum State {
        /** Waits for paths. */
        WAITS,
        /** Every path has delivered that was expected to, or any where none was. */
        SEEN,
        /** The time is over, and paths have not delivered. */
        MISSING,
        /** The key was not used: AWS refuses it. */
        REFUSED,
        /** The key was not used: nothing could be reached. */
        UNREACHED
    }

    final CanaryToken token;
    final Set<DetectionPath> expected;
    private final Map<DetectionPath, Instant> arrivals = new EnumMap<>(DetectionPath.class);
    private State state;
    private String detail;
    private @Nullable Drill drill;
    private @Nullable String request;
    private @Nullable Sighting sighting;

    private DrillRun(CanaryToken token, Set<DetectionPath> expected, State state, String detail) {
        this.token = token;
        this.expected = expected.isEmpty() ? EnumSet.noneOf(DetectionPath.class) : EnumSet.copyOf(expected);
        this.state = state;
        this.detail = detail;
    }

    static DrillRun used(CanaryToken token, Set<DetectionPath> expected, Drill drill, String request) {
        DrillRun run = new DrillRun(token, expected, State.WAITS, "");
        run.drill = drill;
        run.request = request;
        return run;
    }

    static DrillRun unused(CanaryToken token, State why, String detail) {
        return new DrillRun(token, Set.of(), why, detail);
    }

    State state() {
        return state;
    }

    String detail() {
        return detail;
    }

    boolean waits() {
        return state == State.WAITS;
    }

    @Nullable
    Drill drill() {
        return drill;
    }

    @Nullable
    Sighting sighting() {
        return sighting;
    }

    /** Takes what is stored by now; gives the paths that have delivered since the last time. */
    Map<DetectionPath, Instant> take(List<Sighting> stored) {
        Map<DetectionPath, Instant> news = new LinkedHashMap<>();
        stored.stream()
                .filter(s -> s.token().equals(token.id())
                        && String.valueOf(request).equals(s.facts().requestId()))
                .findFirst()
                .ifPresent(found -> {
                    sighting = found;
                    found.arrivals().forEach((path, at) -> {
                        if (arrivals.put(path, at) == null) {
                            news.put(path, at);
                        }
                    });
                });
        if (waits() && !arrivals.isEmpty() && arrivals.keySet().containsAll(expected)) {
            state = State.SEEN;
        }
        return news;
    }

    /** The time is over. */
    void end() {
        if (waits()) {
            state = State.MISSING;
        }
    }

    /** Paths that have not delivered. */
    Set<DetectionPath> missing() {
        Set<DetectionPath> missing = EnumSet.noneOf(DetectionPath.class);
        missing.addAll(expected);
        missing.removeAll(arrivals.keySet());
        return missing;
    }

    /** From the use to each path, in milliseconds. */
    Map<String, @Nullable Object> times() {
        Fields times = new Fields();
        Sighting found = sighting;
        if (found != null) {
            arrivals.forEach((path, at) -> times.with(
                    path.word(), Duration.between(found.happenedAt(), at).toMillis()));
        }
        return times.map();
    }
}
