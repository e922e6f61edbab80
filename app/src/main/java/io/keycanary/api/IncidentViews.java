package io.keycanary.api;

import io.keycanary.alert.Alert;
import io.keycanary.desk.CaseFile;
import io.keycanary.detect.RecordFacts;
import io.keycanary.incident.ClaimedTool;
import io.keycanary.incident.Note;
import io.keycanary.incident.SourceLookup;
import io.keycanary.incident.Tactic;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.KeyIds;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Documents about incidents and sightings. Texts of records are hostile: whoever shows them escapes them. */
final class IncidentViews {
    private IncidentViews() {}

    record Incident(
            String id,
            String token,
            String state,
            @OrNull @Nullable String verdict,
            String severity,
            String openedAt,
            String firstSeenAt,
            String lastSeenAt,
            int sightings,
            Risk risk,
            boolean authenticated,
            @OrNull @Nullable String acknowledgedAt,
            @OrNull @Nullable String containedAt,
            @OrNull @Nullable String resolvedAt,
            @OrNull @Nullable String previous,
            @OrNull @Nullable String campaign,
            long version) {
        static Incident of(io.keycanary.incident.Incident incident) {
            return new Incident(
                    incident.id().toString(),
                    incident.token().toString(),
                    incident.state().name(),
                    incident.verdict() == null ? null : incident.verdict().name(),
                    incident.severity().name(),
                    Views.time(incident.openedAt()),
                    Views.time(incident.firstSeenAt()),
                    Views.time(incident.lastSeenAt()),
                    incident.sightings(),
                    Risk.of(incident),
                    incident.authenticated(),
                    Views.timeOrNull(incident.times().acknowledgedAt()),
                    Views.timeOrNull(incident.times().containedAt()),
                    Views.timeOrNull(incident.times().resolvedAt()),
                    Views.idOrNull(incident.previous()),
                    Views.idOrNull(incident.campaign()),
                    incident.version());
        }
    }

    /**
     * How far the intruder went.
     *
     * @param score 0 to 100
     */
    record Risk(int score, String grade, List<RiskReason> reasons) {
        static Risk of(io.keycanary.incident.Incident incident) {
            io.keycanary.incident.Risk risk = io.keycanary.incident.Risk.of(incident);
            return new Risk(
                    risk.score(),
                    risk.grade().name(),
                    risk.reasons().stream()
                            .map(reason -> new RiskReason(reason.points(), reason.words()))
                            .toList());
        }
    }

    record RiskReason(int points, String words) {}

    record IncidentPage(
            List<Incident> items, @OrNull @Nullable String next) {}

    /**
     * Everything about one incident.
     *
     * @param timeline with the first and the newest sightings; all are at {@code /incidents/{id}/sightings}
     * @param sightingsLeftOut how many lie between these
     * @param assignee who works on it
     * @param links ids of incidents that people linked with it
     */
    record Case(
            Incident incident,
            TokenViews.Token token,
            List<TokenViews.Place> placements,
            List<Entry> timeline,
            long sightingsLeftOut,
            List<Incident> campaign,
            @OrNull @Nullable String assignee,
            List<String> links) {
        static Case of(CaseFile file, SourceLookup sources) {
            return new Case(
                    Incident.of(file.incident()),
                    TokenViews.Token.of(file.token()),
                    file.places().stream().map(TokenViews.Place::of).toList(),
                    timeline(file, sources),
                    file.leftOut(),
                    file.campaign().stream().map(Incident::of).toList(),
                    file.assignee(),
                    file.links().stream().map(UUID::toString).toList());
        }

        private static List<Entry> timeline(CaseFile file, SourceLookup sources) {
            Stream<Entry> sightings = file.sightings().stream().map(sighting -> Entry.of(sighting, sources));
            Stream<Entry> notes = file.notes().stream().map(Entry::of);
            Stream<Entry> alerts = file.alerts().stream().map(Entry::of);
            return Stream.of(sightings, notes, alerts)
                    .flatMap(entries -> entries)
                    .sorted(Comparator.comparing(entry -> Instant.parse(entry.at())))
                    .toList();
        }
    }

    /**
     * One entry of a timeline.
     *
     * @param what {@code sighting}, {@code note} or {@code alert}
     */
    record Entry(
            String at,
            String what,
            @OrNull @Nullable String author,
            String text,
            @OrNull @Nullable Sighting sighting) {
        static Entry of(io.keycanary.incident.Sighting sighting, SourceLookup sources) {
            return new Entry(
                    Views.time(sighting.happenedAt()),
                    "sighting",
                    null,
                    sighting.attempt().call(),
                    Sighting.of(sighting, sources));
        }

        static Entry of(Note note) {
            String text = note.text().isEmpty() ? note.action() : note.action() + ": " + note.text();
            return new Entry(Views.time(note.at()), "note", note.author(), text, null);
        }

        static Entry of(Alert alert) {
            return new Entry(Views.time(alert.createdAt()), "alert", null, Words.small(alert.reason()), null);
        }
    }

    /**
     * One sighting.
     *
     * @param techniques ids of MITRE ATT&amp;CK
     * @param source what is known about the address now; empty for nothing
     * @param claimedTool what the user agent claims to be
     * @param keyAccount the account that the id of the key gives away
     * @param arrivals when each detection path first delivered it
     */
    record Sighting(
            String id,
            String token,
            String kind,
            String disposition,
            @OrNull @Nullable String incident,
            boolean authenticated,
            String happenedAt,
            String knownAt,
            String objective,
            List<String> techniques,
            List<String> tactics,
            @OrNull @Nullable String eventId,
            @OrNull @Nullable String eventSource,
            @OrNull @Nullable String eventName,
            @OrNull @Nullable String awsRegion,
            @OrNull @Nullable String sourceIp,
            String source,
            @OrNull @Nullable String userAgent,
            @OrNull @Nullable String claimedTool,
            @OrNull @Nullable String errorCode,
            @OrNull @Nullable String accessKeyId,
            @OrNull @Nullable String keyAccount,
            @OrNull @Nullable String recipientAccountId,
            List<String> matchedBy,
            Map<String, String> arrivals,
            String recordSha256) {
        static Sighting of(io.keycanary.incident.Sighting sighting, SourceLookup sources) {
            RecordFacts facts = sighting.facts();
            UUID incident = sighting.incident();
            return new Sighting(
                    sighting.id().toString(),
                    sighting.token().toString(),
                    Words.small(sighting.kind()),
                    Words.small(sighting.disposition()),
                    Views.idOrNull(incident),
                    sighting.authenticated(),
                    Views.time(sighting.happenedAt()),
                    Views.time(sighting.knownAt()),
                    sighting.attempt().objective().words(),
                    sighting.attempt().techniqueIds(),
                    sighting.attempt().tactics().stream().map(Tactic::words).toList(),
                    facts.eventId(),
                    facts.eventSource(),
                    facts.eventName(),
                    facts.awsRegion(),
                    facts.sourceIp(),
                    sources.of(facts.sourceIp()).words(),
                    facts.userAgent(),
                    ClaimedTool.of(facts.userAgent()).orElse(null),
                    facts.errorCode(),
                    facts.accessKeyId(),
                    KeyIds.accountNamedBy(facts.accessKeyId()).orElse(null),
                    facts.recipientAccountId(),
                    sighting.matchedBy(),
                    arrivals(sighting.arrivals()),
                    sighting.sha256());
        }

        private static Map<String, String> arrivals(Map<DetectionPath, Instant> arrivals) {
            Map<String, String> words = new TreeMap<>();
            arrivals.forEach((path, at) -> words.put(path.word(), Views.time(at)));
            return words;
        }
    }

    record SightingPage(
            List<Sighting> items, @OrNull @Nullable String next) {}
}
