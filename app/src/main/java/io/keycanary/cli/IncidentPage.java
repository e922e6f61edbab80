package io.keycanary.cli;

import io.keycanary.alert.Wording;
import io.keycanary.cli.Screen.Tone;
import io.keycanary.desk.IncidentDesk.CaseFile;
import io.keycanary.incident.Attempt;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Severity;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingKind;
import io.keycanary.token.Uuid7;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An incident on a terminal: first the five answers that a woken analyst needs, then what happened when. */
final class IncidentPage {
    private static final int MAX_ANSWERS = 6;

    private final Screen screen;
    private final CaseFile file;

    IncidentPage(Screen screen, CaseFile file) {
        this.screen = screen;
        this.file = file;
    }

    private record Event(Instant at, String text) {}

    void print() {
        Incident incident = file.incident();
        screen.line(screen.toned(
                incident.severity().compareTo(Severity.HIGH) >= 0 ? Tone.ALARM : Tone.CAUTION,
                "Incident " + Uuid7.shortForm(incident.id()) + "  " + incident.state() + "  " + incident.severity()
                        + (incident.verdict() == null ? "" : "  " + incident.verdict())));
        answer("leaked", Wording.leaked(file.token(), file.places()));
        answer("tried", some(each(IncidentPage::objective)));
        answer("by", some(each(IncidentPage::source)));
        answer(
                "since",
                whole(incident.firstSeenAt()) + ", last seen " + whole(incident.lastSeenAt()) + ", "
                        + incident.sightings() + (incident.sightings() == 1 ? " sighting" : " sightings"));
        answer("do now", todo());
        next();
        links();
        timeline();
    }

    private void answer(String question, String answer) {
        screen.line("  " + screen.toned(Tone.STRONG, "%-7s".formatted(question)) + " " + Screen.safe(answer));
    }

    private Set<String> each(Function<Sighting, String> answer) {
        return file.sightings().stream().map(answer).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String some(Collection<String> answers) {
        String shown = answers.stream().limit(MAX_ANSWERS).collect(Collectors.joining("; "));
        return answers.size() <= MAX_ANSWERS ? shown : shown + "; and " + (answers.size() - MAX_ANSWERS) + " more";
    }

    private static String objective(Sighting sighting) {
        Attempt attempt = sighting.attempt();
        return attempt.objective().words() + " ["
                + String.join(" ", attempt.objective().techniques()) + "]";
    }

    private static String source(Sighting sighting) {
        return Wording.from(sighting) + (sighting.authenticated() ? "" : " (wrong signature)");
    }

    private String todo() {
        Incident incident = file.incident();
        SightingKind kind = file.sightings().stream()
                .map(Sighting::kind)
                .min(Comparator.naturalOrder())
                .orElse(SightingKind.USE);
        return incident.open() ? Wording.todo(file.token(), kind, incident.authenticated()) : "nothing: it is resolved";
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

    private void links() {
        if (!file.campaign().isEmpty()) {
            answer(
                    "linked",
                    "same source network as "
                            + file.campaign().stream()
                                    .map(other -> Uuid7.shortForm(other.id()) + " (" + other.state() + ")")
                                    .collect(Collectors.joining(", ")));
        }
        if (file.incident().previous() != null) {
            answer(
                    "before",
                    "follows incident " + Uuid7.shortForm(file.incident().previous()));
        }
    }

    private void timeline() {
        screen.line("");
        screen.line(screen.toned(Tone.STRONG, "Timeline (UTC)"));
        List<Event> events = new ArrayList<>();
        file.sightings().forEach(s -> events.add(new Event(s.happenedAt(), sighting(s))));
        file.notes()
                .forEach(n -> events.add(new Event(
                        n.at(), n.action() + " by " + n.author() + (n.text().isEmpty() ? "" : ": " + n.text()))));
        file.alerts().forEach(a -> events.add(new Event(a.createdAt(), "alert: " + Documents.small(a.reason()))));
        events.stream()
                .sorted(Comparator.comparing(Event::at))
                .forEach(event -> screen.line("  " + whole(event.at) + "  " + Screen.safe(event.text)));
    }

    private static String sighting(Sighting sighting) {
        return Documents.small(sighting.kind()) + ": " + Wording.tried(sighting) + ", from " + Wording.from(sighting);
    }

    private static String whole(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
