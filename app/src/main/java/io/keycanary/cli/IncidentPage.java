package io.keycanary.cli;

import io.keycanary.cli.Screen.Tone;
import io.keycanary.desk.CaseFile;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Severity;
import io.keycanary.incident.SourceLookup;
import io.keycanary.token.Uuid7;

/** An incident on a terminal: first the five answers that a woken analyst needs, then what happened when. */
final class IncidentPage {
    private final Screen screen;
    private final CaseFile file;
    private final SourceLookup sources;

    IncidentPage(Screen screen, CaseFile file, SourceLookup sources) {
        this.sources = sources;
        this.screen = screen;
        this.file = file;
    }

    void print() {
        IncidentStory story = new IncidentStory(file, sources);
        Severity severity = file.incident().severity();
        screen.line(screen.toned(severity.compareTo(Severity.HIGH) >= 0 ? Tone.ALARM : Tone.CAUTION, story.headline()));
        story.answers().forEach(this::answer);
        next();
        story.context().forEach(this::answer);
        screen.line("");
        screen.line(screen.toned(Tone.STRONG, "Timeline (UTC)"));
        story.timeline()
                .forEach(event ->
                        screen.line("  " + IncidentStory.whole(event.at()) + "  " + Screen.safe(event.text())));
        if (file.leftOut() > 0) {
            screen.line("  all of them: keycanary incident show "
                    + Uuid7.shortForm(file.incident().id()) + " --sightings "
                    + (file.incident().sightings() + 1) / 2);
        }
    }

    private void answer(String question, String answer) {
        screen.line("  " + screen.toned(Tone.STRONG, "%-7s".formatted(question)) + " " + Screen.safe(answer));
    }

    /** The command of the next step. */
    private void next() {
        Incident incident = file.incident();
        String step = switch (incident.state()) {
            case OPEN -> "ack " + Uuid7.shortForm(incident.id());
            case ACKNOWLEDGED -> "contain " + Uuid7.shortForm(incident.id());
            case CONTAINED -> "resolve " + Uuid7.shortForm(incident.id()) + " --verdict true-positive";
            case RESOLVED -> "";
        };
        if (!step.isEmpty()) {
            answer("next", "keycanary incident " + step);
        }
    }
}
