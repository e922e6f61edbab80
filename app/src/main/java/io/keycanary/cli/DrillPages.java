package io.keycanary.cli;

import io.keycanary.cli.Screen.Tone;
import io.keycanary.incident.Sighting;
import io.keycanary.source.DetectionPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How drills are shown. */
final class DrillPages {
    private static final Duration EXACT = Duration.ofSeconds(10);

    private final Workplace work;
    private final boolean several;

    DrillPages(Workplace work, boolean several) {
        this.work = work;
        this.several = several;
    }

    private void line(DrillRun run, String text) {
        work.screen().line((several ? Screen.safe(run.token.label()) + "  " : "") + text);
    }

    void arrived(DrillRun run, Map<DetectionPath, Instant> paths) {
        Sighting sighting = run.sighting();
        if (work.json() || sighting == null) {
            return;
        }
        paths.forEach((path, at) -> line(
                run,
                work.screen().toned(Tone.GOOD, "seen") + " by " + path.word() + " after "
                        + words(Duration.between(sighting.happenedAt(), at)) + " (event times have 1 s resolution)"));
        work.screen().out().flush();
    }

    private static String words(Duration time) {
        return time.compareTo(EXACT) < 0 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }

    void ended(DrillRun run, Object state, long waitSeconds, List<Missing> missing) {
        if (work.json()) {
            json(run, state, missing);
            return;
        }
        switch (run.state()) {
            case SEEN -> work.screen().line("token " + Screen.safe(run.token.label()) + " is now " + state);
            case UNREACHED -> work.screen().tell(Screen.safe(run.token.label() + ": " + run.detail()));
            case REFUSED ->
                line(run, work.screen().toned(Tone.ALARM, word(run.state())) + ": " + Screen.safe(run.detail()));
            case MISSING, WAITS -> missing(run, waitSeconds, missing);
        }
    }

    /** A path that has not delivered, and why. */
    record Missing(DetectionPath path, String why) {}

    private void missing(DrillRun run, long waitSeconds, List<Missing> missing) {
        if (missing.isEmpty()) {
            line(
                    run,
                    work.screen().toned(Tone.ALARM, "not seen") + " within " + waitSeconds + " s: nothing watches "
                            + Screen.safe(run.token.label()));
        }
        missing.forEach(one -> line(
                run,
                work.screen().toned(Tone.ALARM, "not seen") + " by " + one.path.word() + " within " + waitSeconds
                        + " s: " + Screen.safe(one.why)));
    }

    private void json(DrillRun run, Object state, List<Missing> missing) {
        Sighting sighting = run.sighting();
        List<Map<String, Object>> absent = new ArrayList<>();
        missing.forEach(one -> absent.add(Map.of("path", one.path.word(), "why", one.why)));
        work.write(new Fields()
                .with("token", run.token.id())
                .with("seen", run.state() == DrillRun.State.SEEN)
                .with("outcome", word(run.state()))
                .with("detail", run.detail())
                .with("state", state)
                .with("millis", run.times())
                .with("missing", absent)
                .with("sighting", sighting == null ? null : Documents.of(sighting))
                .map());
    }

    private static String word(DrillRun.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
