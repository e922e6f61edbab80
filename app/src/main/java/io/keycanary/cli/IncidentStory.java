package io.keycanary.cli;

import io.keycanary.alert.Wording;
import io.keycanary.desk.CaseFile;
import io.keycanary.incident.Attempt;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Risk;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.SourceLookup;
import io.keycanary.token.KeyIds;
import io.keycanary.token.Uuid7;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What there is to say about an incident, in words that may quote records: whoever shows them escapes. */
final class IncidentStory {
    private static final int MAX_ANSWERS = 6;

    private final CaseFile file;
    private final SourceLookup sources;

    IncidentStory(CaseFile file, SourceLookup sources) {
        this.file = file;
        this.sources = sources;
    }

    /** Something that happened. */
    record Event(Instant at, String text) {}

    String headline() {
        Incident incident = file.incident();
        return "Incident " + Uuid7.shortForm(incident.id()) + "  " + incident.state() + "  " + incident.severity()
                + (incident.verdict() == null ? "" : "  " + incident.verdict());
    }

    /** What a woken analyst asks, in that order, with the answers. */
    Map<String, String> answers() {
        Incident incident = file.incident();
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("leaked", Wording.leaked(file.token(), file.places()));
        answers.put("tried", some(tried()));
        answers.put("risk", Risk.of(incident).words());
        answers.put("by", by());
        answers.put(
                "since",
                whole(incident.firstSeenAt()) + ", last seen " + whole(incident.lastSeenAt()) + ", "
                        + incident.sightings() + (incident.sightings() == 1 ? " sighting" : " sightings"));
        answers.put("do now", todo());
        return answers;
    }

    /** Who works on it, and what it belongs with; without what there is not. */
    Map<String, String> context() {
        Map<String, String> context = new LinkedHashMap<>();
        String assignee = file.assignee();
        if (assignee != null) {
            context.put("with", assignee);
        }
        if (!file.campaign().isEmpty()) {
            context.put(
                    "linked",
                    "same source network as "
                            + file.campaign().stream()
                                    .map(other -> Uuid7.shortForm(other.id()) + " (" + other.state() + ")")
                                    .collect(Collectors.joining(", ")));
        }
        if (!file.links().isEmpty()) {
            context.put(
                    "see",
                    file.links().stream().map(Uuid7::shortForm).collect(Collectors.joining(", ", "incident ", "")));
        }
        if (file.incident().previous() != null) {
            context.put(
                    "before",
                    "follows incident " + Uuid7.shortForm(file.incident().previous()));
        }
        return context;
    }

    /** Sightings, alerts and what people did, in order of time. */
    List<Event> timeline() {
        List<Event> events = new ArrayList<>();
        file.first().forEach(s -> events.add(new Event(s.happenedAt(), sighting(s))));
        if (file.leftOut() > 0) {
            events.add(new Event(file.first().getLast().happenedAt(), leftOut()));
        }
        file.newest().forEach(s -> events.add(new Event(s.happenedAt(), sighting(s))));
        events.addAll(others());
        events.sort(Comparator.comparing(Event::at));
        return events;
    }

    /** That the timeline has a gap, and how wide it is. */
    private String leftOut() {
        return "... " + file.leftOut() + " more sightings lie between the "
                + file.first().size() + " first and the " + file.newest().size() + " newest, and are not shown here";
    }

    /** Alerts and what people did, in order of time. */
    List<Event> others() {
        List<Event> events = new ArrayList<>();
        file.notes()
                .forEach(n -> events.add(new Event(
                        n.at(), n.action() + " by " + n.author() + (n.text().isEmpty() ? "" : ": " + n.text()))));
        file.alerts().forEach(a -> events.add(new Event(a.createdAt(), "alert: " + Documents.small(a.reason()))));
        events.sort(Comparator.comparing(Event::at));
        return events;
    }

    /** In the order in which they began, as far as that is known here; behind that the most frequent ones first. */
    private Set<String> tried() {
        Set<String> tried = new LinkedHashSet<>();
        file.sightings().forEach(sighting -> tried.add(objective(sighting.attempt())));
        if (file.leftOut() > 0) {
            file.calls().most().forEach(call -> tried.add(objective(Attempt.ofCall(call.value()))));
        }
        return tried;
    }

    private String by() {
        Set<String> sources = new LinkedHashSet<>();
        file.sightings().forEach(sighting -> sources.add(source(sighting)));
        String some = some(sources);
        return file.leftOut() == 0
                ? some
                : some + "; of all sightings: " + file.sources().words(MAX_ANSWERS);
    }

    private static String some(Collection<String> answers) {
        String shown = answers.stream().limit(MAX_ANSWERS).collect(Collectors.joining("; "));
        return answers.size() <= MAX_ANSWERS ? shown : shown + "; and " + (answers.size() - MAX_ANSWERS) + " more";
    }

    private static String objective(Attempt attempt) {
        return attempt.objective().words() + " [" + Wording.techniques(attempt) + "]";
    }

    private String source(Sighting sighting) {
        return Wording.from(sighting, sources)
                + (sighting.authenticated() ? "" : " (wrong signature)")
                + (sighting.kind() == SightingKind.TAMPER ? ", " + actor(sighting) : "");
    }

    /** Who acted on the decoy; the account is what the key id gives away, whatever the record says. */
    private static String actor(Sighting sighting) {
        String key = sighting.facts().accessKeyId();
        return "as "
                + (sighting.facts().userArn() == null
                        ? "unknown"
                        : sighting.facts().userArn())
                + KeyIds.accountNamedBy(key)
                        .map(account -> " with a key of account " + account)
                        .orElse("");
    }

    private String todo() {
        Incident incident = file.incident();
        SightingKind kind =
                file.incident().kinds().stream().min(Comparator.naturalOrder()).orElse(SightingKind.USE);
        return incident.open() ? Wording.todo(file.token(), kind, incident.authenticated()) : "nothing: it is resolved";
    }

    String sighting(Sighting sighting) {
        return Documents.small(sighting.kind()) + ": " + Wording.tried(sighting) + ", from "
                + Wording.from(sighting, sources);
    }

    static String whole(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
