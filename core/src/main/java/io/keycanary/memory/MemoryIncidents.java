package io.keycanary.memory;

import io.keycanary.incident.Arrivals;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.ExpectedUse;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentLog;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Note;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId;
import io.keycanary.incident.SourceNetwork;
import io.keycanary.incident.Tally;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class MemoryIncidents implements IncidentLog {
    private record Identity(SightingId identity, TokenId token) {}

    private static final Comparator<Incident> BY_ID = Comparator.comparing(Incident::id, MemoryStores.BY_ID);

    final Table<UUID, Sighting> sightings;
    private final Table<Identity, UUID> identities;
    final Table<UUID, Incident> incidents;
    final Table<UUID, Note> notes;
    final Table<UUID, ExpectedUse> expectedUses;

    MemoryIncidents(Transaction transaction) {
        sightings = new Table<>(transaction);
        identities = new Table<>(transaction);
        incidents = new Table<>(transaction);
        notes = new Table<>(transaction);
        expectedUses = new Table<>(transaction);
    }

    @Override
    public Optional<Sighting> sighting(SightingId identity, TokenId token) {
        return identities.get(new Identity(identity, token)).flatMap(sightings::get);
    }

    @Override
    public void put(Sighting sighting) {
        Identity identity = new Identity(sighting.identity(), sighting.token());
        UUID known = identities.get(identity).orElse(sighting.id());
        if (!known.equals(sighting.id())) {
            throw new IllegalStateException("a second sighting of " + sighting.identity() + " and its token");
        }
        identities.put(identity, sighting.id());
        sightings.put(sighting.id(), sighting);
    }

    private List<Sighting> sightings(UUID incident) {
        Comparator<Sighting> byEventTime = Comparator.comparing(Sighting::happenedAt);
        return sightings(sighting -> incident.equals(sighting.incident()), byEventTime)
                .toList();
    }

    @Override
    public List<Sighting> sightings(UUID incident, @Nullable UUID after, int limit) {
        List<Sighting> all = sightings(incident);
        List<UUID> ids = all.stream().map(Sighting::id).toList();
        int from = after == null ? 0 : ids.contains(after) ? ids.indexOf(after) + 1 : all.size();
        return all.subList(from, Math.min(all.size(), from + limit));
    }

    @Override
    public List<Sighting> newest(UUID incident, int limit) {
        List<Sighting> all = sightings(incident);
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    @Override
    public Tally tally(UUID incident, Tally.Of of, int limit) {
        Map<String, Long> counts = sightings(incident).stream()
                .map(sighting -> of.value(sighting.facts()))
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(value -> value, TreeMap::new, Collectors.counting()));
        return new Tally(
                counts.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                        .limit(limit)
                        .map(count -> new Tally.Count(count.getKey(), count.getValue()))
                        .toList(),
                counts.size());
    }

    @Override
    public void arrivals(UUID incident, Consumer<Arrivals> each) {
        sightings(incident).forEach(s -> each.accept(new Arrivals(s.happenedAt(), s.knownAt(), s.arrivals())));
    }

    @Override
    public List<Sighting> sightingsPage(@Nullable UUID before, int limit) {
        return sightings
                .all()
                .filter(sighting -> before == null || MemoryStores.BY_ID.compare(sighting.id(), before) < 0)
                .sorted(Comparator.comparing(Sighting::id, MemoryStores.BY_ID).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public List<Sighting> deferred(TokenId token) {
        Comparator<Sighting> byArrival = Comparator.comparing(Sighting::knownAt);
        return sightings(
                        s -> s.disposition() == Disposition.DEFERRED
                                && s.token().equals(token),
                        byArrival)
                .toList();
    }

    @Override
    public List<Sighting> withDisposition(Disposition disposition, Instant since, int limit) {
        Comparator<Sighting> byArrival = Comparator.comparing(Sighting::knownAt);
        return sightings(s -> s.disposition() == disposition && !s.knownAt().isBefore(since), byArrival)
                .limit(limit)
                .toList();
    }

    @Override
    public long count(Disposition disposition) {
        return sightings.all().filter(s -> s.disposition() == disposition).count();
    }

    private Stream<Sighting> sightings(Predicate<Sighting> which, Comparator<Sighting> order) {
        return sightings.all().filter(which).sorted(order.thenComparing(Sighting::id, MemoryStores.BY_ID));
    }

    @Override
    public void put(Incident incident) {
        Optional<Incident> stored = incidents.get(incident.id());
        if (stored.isPresent() && stored.get().version() >= incident.version()) {
            throw new IllegalStateException("incident " + incident.id() + " is stored with this version or a newer");
        }
        Optional<Incident> open = openIncident(incident.token());
        if (incident.open() && open.isPresent() && !open.get().id().equals(incident.id())) {
            throw new IllegalStateException("a second open incident of token " + incident.token());
        }
        incidents.put(incident.id(), incident);
    }

    @Override
    public Optional<Incident> incident(UUID id) {
        return incidents.get(id);
    }

    @Override
    public Optional<Incident> openIncident(TokenId token) {
        return incidents
                .all()
                .filter(incident -> incident.open() && incident.token().equals(token))
                .findFirst();
    }

    @Override
    public Optional<Incident> lastResolved(TokenId token) {
        Comparator<Instant> oldest = Comparator.naturalOrder();
        return incidents
                .all()
                .filter(incident -> !incident.open() && incident.token().equals(token))
                .max(Comparator.<Incident, @Nullable Instant>comparing(
                                incident -> incident.times().resolvedAt(), Comparator.nullsFirst(oldest))
                        .thenComparing(BY_ID));
    }

    @Override
    public List<Incident> page(@Nullable IncidentState state, @Nullable UUID before, int limit) {
        return incidents
                .all()
                .filter(incident -> state == null || incident.state() == state)
                .filter(incident -> before == null || MemoryStores.BY_ID.compare(incident.id(), before) < 0)
                .sorted(BY_ID.reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Incident> outsider(Incident incident, SourceNetwork network, Instant from, Instant until) {
        return incidents(other -> !other.token().equals(incident.token())
                        && !incident.campaignName().equals(other.campaign())
                        && network.linkable()
                        && hit(other.id(), network, from, until))
                .stream()
                .findFirst();
    }

    private boolean hit(UUID incident, SourceNetwork network, Instant from, Instant until) {
        List<Instant> times = sightings
                .all()
                .filter(s -> incident.equals(s.incident()) && s.authenticated())
                .filter(s -> s.network().equals(network))
                .map(Sighting::happenedAt)
                .sorted()
                .toList();
        return !times.isEmpty()
                && !times.getFirst().isAfter(until)
                && !times.getLast().isBefore(from);
    }

    @Override
    public List<Incident> campaign(UUID campaign) {
        return incidents(incident -> campaign.equals(incident.campaign()));
    }

    @Override
    public List<Incident> digestDue(Instant now) {
        return incidents(incident -> incident.open() && incident.budget().digestDue(now));
    }

    private List<Incident> incidents(Predicate<Incident> which) {
        return incidents.all().filter(which).sorted(BY_ID).toList();
    }

    @Override
    public void add(Note note) {
        notes.put(note.id(), note);
    }

    @Override
    public List<Note> notes(UUID incident) {
        return notes.all()
                .filter(note -> note.incident().equals(incident))
                .sorted(Comparator.comparing(Note::at).thenComparing(Note::id, MemoryStores.BY_ID))
                .toList();
    }

    @Override
    public void put(ExpectedUse rule) {
        expectedUses.put(rule.id(), rule);
    }

    @Override
    public List<ExpectedUse> expectedUses() {
        return expectedUses
                .all()
                .sorted(Comparator.comparing(ExpectedUse::id, MemoryStores.BY_ID))
                .toList();
    }

    @Override
    public List<ExpectedUse> expectedUses(Instant at) {
        return expectedUses().stream().filter(rule -> rule.holdsAt(at)).toList();
    }
}
