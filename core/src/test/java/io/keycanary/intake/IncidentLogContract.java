package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.incident.AddressRange;
import io.keycanary.incident.AlertBudget;
import io.keycanary.incident.Arrivals;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.ExpectedUse;
import io.keycanary.incident.ExpectedUse.AllTokens;
import io.keycanary.incident.ExpectedUse.NamedTokens;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentLog;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Note;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId;
import io.keycanary.incident.SourceNetwork;
import io.keycanary.incident.Tally;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an {@link IncidentLog} must do. */
public abstract class IncidentLogContract extends StoreContract {
    private static final Instant T = Example.T;
    private static final SourceNetwork NETWORK = SourceNetwork.of("198.51.100.7");

    private final TokenId token = new TokenId(Example.id());
    private final TokenId other = new TokenId(Example.id());

    private void change(Consumer<IncidentLog> work) {
        ledger.change(stores -> work.accept(stores.incidents()));
    }

    private void see(Consumer<IncidentLog> look) {
        check(stores -> look.accept(stores.incidents()));
    }

    private static void same(Sighting seen, Sighting expected) {
        assertThat(seen).usingRecursiveComparison().isEqualTo(expected);
    }

    private static List<UUID> ids(List<Sighting> sightings) {
        return sightings.stream().map(Sighting::id).toList();
    }

    @Test
    void put_sighting_comesBackEqualByIdentityAndToken() {
        Sighting record = Example.sighting(token, Disposition.LOOK, null);
        Sighting health = Example.sighting(
                token, new SightingId.HealthId("h1"), Example.facts(null), T, Disposition.ALERT, Example.id());
        Sighting lastUsed = Example.sighting(
                token,
                new SightingId.LastUsedId(T, "sqs", "N/A"),
                Example.facts(null),
                T,
                Disposition.ALERT,
                Example.id());
        change(log -> log.put(record));
        change(log -> log.put(health));
        Sighting alarm = Example.sighting(
                token,
                new SightingId.AlarmId("arn:aws:cloudwatch:us-east-1:123456789012:alarm:a", T),
                Example.facts(null),
                T,
                Disposition.ALERT,
                Example.id());
        change(log -> log.put(lastUsed));
        change(log -> log.put(alarm));
        see(log -> same(log.sighting(alarm.identity(), token).orElseThrow(), alarm));
        see(log -> same(log.sighting(lastUsed.identity(), token).orElseThrow(), lastUsed));
        see(log -> same(log.sighting(record.identity(), token).orElseThrow(), record));
        see(log -> same(log.sighting(health.identity(), token).orElseThrow(), health));
        see(log -> assertThat(log.sighting(record.identity(), other)).isEmpty());
    }

    @Test
    void put_identitiesWhosePartsJoinAlike_areTwo() {
        SightingId one = new SightingId.RecordId("b:c", "a");
        SightingId two = new SightingId.RecordId("c", "a:b");
        change(log -> log.put(Example.sighting(token, one, Example.facts(null), T, Disposition.OWN, null)));
        change(log -> log.put(Example.sighting(token, two, Example.facts(null), T, Disposition.OWN, null)));
        see(log -> assertThat(log.sighting(one, token).orElseThrow().identity()).isEqualTo(one));
        see(log -> assertThat(log.sighting(two, token).orElseThrow().identity()).isEqualTo(two));
    }

    @Test
    void put_sameIdentityForAnotherToken_isAnotherSighting() {
        Sighting one = Example.sighting(token, Disposition.OWN, null);
        Sighting two = Example.sighting(other, one.identity(), one.facts(), T, Disposition.OWN, null);
        change(log -> log.put(one));
        change(log -> log.put(two));
        see(log -> assertThat(ids(log.sightingsPage(null, 10))).containsExactly(two.id(), one.id()));
    }

    @Test
    void put_secondSightingOfOneIdentity_isRefused() {
        Sighting one = Example.sighting(token, Disposition.OWN, null);
        Sighting twin = Example.sighting(token, one.identity(), one.facts(), T, Disposition.OWN, null);
        change(log -> log.put(one));
        assertThatThrownBy(() -> change(log -> log.put(twin))).isInstanceOf(IllegalStateException.class);
        see(log -> assertThat(ids(log.sightingsPage(null, 10))).containsExactly(one.id()));
    }

    @Test
    void put_laterArrivalByAnotherPath_isMerged() {
        Sighting first = Example.sighting(token, Disposition.OWN, null);
        change(log -> log.put(first));
        change(log -> {
            Sighting known = log.sighting(first.identity(), token).orElseThrow();
            log.put(known.arrived(DetectionPath.TRAIL_S3, T.plusSeconds(300)).decided(Disposition.ALERT, Example.id()));
        });
        Sighting merged = ledger.read(
                stores -> stores.incidents().sighting(first.identity(), token).orElseThrow());
        assertThat(merged.arrivals())
                .containsEntry(DetectionPath.FILES, T.plusSeconds(60))
                .containsEntry(DetectionPath.TRAIL_S3, T.plusSeconds(300))
                .hasSize(2);
        assertThat(merged.disposition()).isEqualTo(Disposition.ALERT);
    }

    @Test
    void put_hostileText_comesBackUnchanged() {
        String hostile = "\u0000 \ud800 \udc00\u001a '\"\\;-- \u202e \ud83d\udc26 " + "x".repeat(5_000);
        SightingId identity = new SightingId.RecordId(hostile, hostile);
        Sighting sighting =
                Example.sighting(token, identity, Example.facts(hostile, hostile), T, Disposition.OWN, null);
        Note note = new Note(Example.id(), Example.id(), T, hostile, "note", hostile);
        change(log -> log.put(sighting));
        change(log -> log.add(note));
        see(log -> same(log.sighting(identity, token).orElseThrow(), sighting));
        see(log -> assertThat(log.notes(note.incident())).containsExactly(note));
    }

    @Test
    void put_absurdEventTimes_keepTheirOrder() {
        UUID incident = Example.id();
        List<Instant> times = List.of(Instant.MIN, Instant.EPOCH.minusNanos(1_000), T, Instant.MAX);
        List<UUID> expected = new ArrayList<>();
        for (Instant at : times) {
            Sighting sighting = Example.sighting(
                    token, new SightingId.HealthId(at.toString()), Example.facts(null), T, Disposition.ALERT, incident);
            change(log -> log.put(happened(sighting, at)));
            expected.add(sighting.id());
        }
        see(log -> assertThat(ids(log.sightings(incident, null, 10))).containsExactlyElementsOf(expected));
    }

    private static Sighting happened(Sighting s, Instant at) {
        return new Sighting(
                s.id(),
                s.identity(),
                s.token(),
                s.kind(),
                s.disposition(),
                s.facts(),
                s.authenticated(),
                at,
                s.knownAt(),
                s.matchedBy(),
                s.arrivals(),
                s.record(),
                s.sha256(),
                s.incident());
    }

    @Test
    void sightings_ofAnIncident_byEventTime() {
        UUID incident = Example.id();
        Sighting late = happened(Example.sighting(token, Disposition.ALERT, incident), T.plusSeconds(9));
        Sighting early = happened(Example.sighting(token, Disposition.ALERT, incident), T.minusSeconds(9));
        change(log -> log.put(late));
        change(log -> log.put(early));
        change(log -> log.put(Example.sighting(token, Disposition.ALERT, Example.id())));
        see(log -> assertThat(ids(log.sightings(incident, null, 10))).containsExactly(early.id(), late.id()));
    }

    @Test
    void sightings_inPages_eachOnceByEventTime() {
        UUID incident = Example.id();
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            // Two at a time happen at once: then the id decides.
            Sighting sighting = happened(Example.sighting(token, Disposition.ALERT, incident), T.plusSeconds(i / 2));
            all.add(sighting.id());
            change(log -> log.put(sighting));
        }
        see(log -> {
            List<UUID> seen = new ArrayList<>(ids(log.sightings(incident, null, 3)));
            seen.addAll(ids(log.sightings(incident, seen.getLast(), 3)));
            seen.addAll(ids(log.sightings(incident, seen.getLast(), 3)));
            assertThat(seen).containsExactlyElementsOf(all);
            assertThat(log.sightings(incident, seen.getLast(), 3)).isEmpty();
            assertThat(log.sightings(incident, Example.id(), 3)).isEmpty();
            assertThat(ids(log.newest(incident, 3))).containsExactlyElementsOf(all.subList(4, 7));
            assertThat(ids(log.newest(incident, 9))).containsExactlyElementsOf(all);
        });
    }

    @Test
    void tally_manySightings_mostFrequentFirstAndTheRestCounted() {
        UUID incident = Example.id();
        for (String address : List.of("198.51.100.7", "198.51.100.8", "203.0.113.1", "198.51.100.7", "2001:db8::1")) {
            change(log -> log.put(Example.from(address, token, incident, true)));
        }
        change(log -> log.put(Example.from("192.0.2.1", token, Example.id(), true)));
        see(log -> {
            assertThat(log.tally(incident, Tally.Of.NETWORK, 2))
                    .isEqualTo(new Tally(
                            List.of(new Tally.Count("198.51.100.0/24", 3), new Tally.Count("2001:db8:0::/48", 1)), 3));
            assertThat(log.tally(incident, Tally.Of.SOURCE, 9).words())
                    .isEqualTo("198.51.100.7 (2), 198.51.100.8 (1), 2001:db8::1 (1), 203.0.113.1 (1)");
            assertThat(log.tally(incident, Tally.Of.CALL, 9).words()).isEqualTo("sts:GetCallerIdentity (5)");
            assertThat(log.tally(Example.id(), Tally.Of.CALL, 9)).isEqualTo(new Tally(List.of(), 0));
        });
    }

    @Test
    void tally_correctedHostileAndUnknownSources_countsWhatIsStoredNow() {
        UUID incident = Example.id();
        Sighting first = Example.from("198.51.100.7", token, incident, true);
        String hostile = "\u0000 \ud800 '\"; drop table" + "x".repeat(5_000);
        change(log -> log.put(first));
        change(log -> log.put(first.corrected(Example.facts(hostile), first.record(), first.sha256())));
        change(log -> log.put(Example.sighting(
                token, new SightingId.HealthId("h"), Example.facts(null), T, Disposition.ALERT, incident)));
        see(log -> {
            assertThat(log.tally(incident, Tally.Of.SOURCE, 9).most())
                    .containsExactly(new Tally.Count(hostile.substring(0, 100), 1));
            assertThat(log.tally(incident, Tally.Of.NETWORK, 9).most()).containsExactly(new Tally.Count("unknown", 2));
        });
    }

    @Test
    void arrivals_ofAnIncident_areThoseOfItsSightings() {
        UUID incident = Example.id();
        Sighting one = Example.sighting(token, Disposition.ALERT, incident)
                .arrived(DetectionPath.TRAIL_S3, T.plusSeconds(300));
        Sighting two = happened(Example.sighting(token, Disposition.ALERT, incident), T.minusSeconds(9));
        change(log -> log.put(one));
        change(log -> log.put(two));
        change(log -> log.put(Example.sighting(token, Disposition.ALERT, Example.id())));
        see(log -> {
            List<Arrivals> seen = new ArrayList<>();
            log.arrivals(incident, seen::add);
            assertThat(seen)
                    .containsExactlyInAnyOrder(
                            new Arrivals(one.happenedAt(), one.knownAt(), one.arrivals()),
                            new Arrivals(two.happenedAt(), two.knownAt(), two.arrivals()));
        });
    }

    @Test
    void sightingsPage_manySightings_eachOnceNewestFirst() {
        List<UUID> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Sighting sighting = Example.sighting(token, Disposition.OWN, null);
            all.add(sighting.id());
            change(log -> log.put(sighting));
        }
        see(log -> {
            List<UUID> seen = new ArrayList<>(ids(log.sightingsPage(null, 3)));
            seen.addAll(ids(log.sightingsPage(seen.getLast(), 3)));
            seen.addAll(ids(log.sightingsPage(seen.getLast(), 3)));
            assertThat(seen).containsExactlyElementsOf(all.reversed());
            assertThat(log.sightingsPage(seen.getLast(), 3)).isEmpty();
        });
    }

    @Test
    void deferredAndWithDisposition_severalSightings_onlyThoseAskedFor() {
        Sighting waiting = Example.sighting(token, Disposition.DEFERRED, null);
        Sighting otherWaiting = Example.sighting(other, Disposition.DEFERRED, null);
        Sighting look = Example.sighting(token, Disposition.LOOK, null);
        Sighting look2 = Example.sighting(token, Disposition.LOOK, null);
        List.of(look2, waiting, otherWaiting, look).forEach(sighting -> change(log -> log.put(sighting)));
        see(log -> assertThat(ids(log.deferred(token))).containsExactly(waiting.id()));
        see(log -> assertThat(ids(log.withDisposition(Disposition.LOOK, look.knownAt(), 10)))
                .containsExactly(look.id(), look2.id()));
        see(log -> assertThat(ids(log.withDisposition(Disposition.LOOK, look.knownAt(), 1)))
                .containsExactly(look.id()));
        Instant later = look.knownAt().plusNanos(1_000);
        see(log -> assertThat(log.withDisposition(Disposition.LOOK, later, 10)).isEmpty());
    }

    @Test
    void put_incident_comesBackEqualWithNoveltiesInOrder() {
        Incident incident = Example.incident(token);
        change(log -> log.put(incident));
        see(log -> assertThat(log.incident(incident.id())).contains(incident));
        see(log -> assertThat(log.incident(incident.id()).orElseThrow().seen())
                .containsExactlyElementsOf(incident.seen()));
        see(log -> assertThat(log.openIncident(token)).contains(incident));
        see(log -> assertThat(log.openIncident(other)).isEmpty());
    }

    @Test
    void put_secondOpenIncident_isRefused() {
        Incident first = Example.incident(token);
        change(log -> log.put(first));
        assertThatThrownBy(() -> change(log -> log.put(Example.incident(token))))
                .isInstanceOf(IllegalStateException.class);
        change(log -> log.put(Example.incident(other)));
        see(log -> assertThat(log.page(null, null, 10)).hasSize(2).contains(first));
    }

    @Test
    void put_openIncidentAfterResolution_isStored() {
        Incident first = Example.incident(token);
        Incident closed = resolve(first, T.plusSeconds(9));
        Incident second = Example.incident(token);
        change(log -> log.put(first));
        change(log -> {
            log.put(closed);
            log.put(second);
        });
        see(log -> assertThat(log.openIncident(token)).contains(second));
        see(log -> assertThat(log.lastResolved(token)).contains(closed));
    }

    @Test
    void put_incidentThatIsAboutAnotherTokenNow_isFoundByThatOne() {
        Incident first = Example.incident(token);
        Incident moved = first.about(other).linked(Example.id());
        change(log -> log.put(first));
        change(log -> log.put(moved));
        see(log -> assertThat(log.openIncident(other)).contains(moved));
        see(log -> assertThat(log.openIncident(token)).isEmpty());
    }

    private static Incident resolve(Incident i, Instant at) {
        return Example.incident(i.id(), i.token(), IncidentState.RESOLVED, at, null, 0, i.version() + 1);
    }

    @Test
    void put_versionThatIsNotNewer_isRefused() {
        Incident first = Example.incident(token);
        Incident second = first.linked(Example.id());
        change(log -> log.put(first));
        change(log -> log.put(second));
        Incident stale = first.linked(Example.id());
        assertThatThrownBy(() -> change(log -> log.put(stale))).isInstanceOf(IllegalStateException.class);
        see(log -> assertThat(log.incident(first.id())).contains(second));
    }

    @Test
    void lastResolved_several_theOneResolvedLast() {
        Incident late = Example.resolved(token, T.plusSeconds(90));
        Incident early = Example.resolved(token, T.plusSeconds(9));
        change(log -> log.put(late));
        change(log -> log.put(early));
        change(log -> log.put(Example.resolved(other, T.plusSeconds(900))));
        see(log -> assertThat(log.lastResolved(token)).contains(late));
    }

    @Test
    void page_byStateAndCursor_newestFirst() {
        List<Incident> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(
                    i % 2 == 0
                            ? Example.incident(new TokenId(Example.id()))
                            : Example.resolved(token, T.plusSeconds(i)));
        }
        all.forEach(incident -> change(log -> log.put(incident)));
        see(log -> {
            assertThat(log.page(null, null, 2)).containsExactly(all.get(4), all.get(3));
            assertThat(log.page(null, all.get(3).id(), 9)).containsExactly(all.get(2), all.get(1), all.get(0));
            assertThat(log.page(IncidentState.RESOLVED, null, 9)).containsExactly(all.get(3), all.get(1));
            assertThat(log.page(IncidentState.OPEN, all.get(4).id(), 1)).containsExactly(all.get(2));
        });
    }

    @Test
    void outsider_othersWithARightSignatureFromIt_areFound() {
        Incident own = Example.incident(token);
        Incident near = Example.incident(other);
        Incident far = Example.incident(new TokenId(Example.id()));
        Incident forged = Example.incident(new TokenId(Example.id()));
        List.of(own, near, far, forged).forEach(incident -> change(log -> log.put(incident)));
        change(log -> log.put(Example.from("198.51.100.7", token, own.id(), true)));
        change(log -> log.put(Example.from("198.51.100.99", other, near.id(), true)));
        change(log -> log.put(Example.from("203.0.113.1", far.token(), far.id(), true)));
        change(log -> log.put(Example.from("198.51.100.7", forged.token(), forged.id(), false)));
        see(log ->
                assertThat(log.outsider(own, NETWORK, T, T).map(Incident::id)).contains(near.id()));
    }

    @Test
    void outsider_ofTheSameCampaign_isNone() {
        UUID campaign = Example.id();
        Incident own = Example.incident(token).linked(campaign);
        Incident inside = Example.incident(other).linked(campaign);
        Incident outside = Example.incident(new TokenId(Example.id())).linked(Example.id());
        List.of(own, inside).forEach(incident -> change(log -> log.put(incident)));
        change(log -> log.put(Example.from("198.51.100.7", token, own.id(), true)));
        change(log -> log.put(Example.from("198.51.100.99", other, inside.id(), true)));
        see(log -> assertThat(log.outsider(own, NETWORK, T, T)).isEmpty());
        change(log -> log.put(outside));
        change(log -> log.put(Example.from("198.51.100.99", outside.token(), outside.id(), true)));
        see(log -> assertThat(log.outsider(own, NETWORK, T, T)).contains(outside));
    }

    @Test
    void outsider_otherTimes_goesByWhenItHappened() {
        Incident own = Example.incident(token);
        Incident incident = Example.incident(other);
        change(log -> log.put(incident));
        change(log -> log.put(Example.from("198.51.100.99", other, incident.id(), true, T)));
        change(log -> log.put(Example.from("198.51.100.98", other, incident.id(), true, T.minusSeconds(90))));
        change(log -> log.put(Example.from("198.51.100.97", other, incident.id(), true, T.minusSeconds(10))));
        see(log -> {
            assertThat(log.outsider(own, NETWORK, T, T.plusSeconds(9))).isPresent();
            assertThat(log.outsider(own, NETWORK, T.plusNanos(1_000), T.plusSeconds(9)))
                    .isEmpty();
            assertThat(log.outsider(own, NETWORK, T.minusSeconds(99), T.minusSeconds(90)))
                    .isPresent();
            assertThat(log.outsider(own, NETWORK, T.minusSeconds(99), T.minusSeconds(91)))
                    .isEmpty();
        });
    }

    @Test
    void outsider_awsInternalSource_neverLinks() {
        Incident own = Example.incident(token);
        Incident incident = Example.incident(other);
        change(log -> log.put(incident));
        change(log -> log.put(Example.from("AWS Internal", other, incident.id(), true)));
        see(log -> assertThat(log.outsider(own, SourceNetwork.of("AWS Internal"), T, T))
                .isEmpty());
    }

    @Test
    void campaign_linkedIncidents_allOfThem() {
        UUID campaign = Example.id();
        Incident one = Example.incident(token).linked(campaign);
        Incident two = Example.incident(other).linked(campaign);
        change(log -> log.put(one));
        change(log -> log.put(two));
        change(log -> log.put(Example.incident(new TokenId(Example.id()))));
        see(log -> assertThat(log.campaign(campaign)).containsExactly(one, two));
    }

    @Test
    void digestDue_hourOver_onlyOpenIncidentsThatWait() {
        Incident waits = Example.incident(Example.id(), token, IncidentState.OPEN, null, null, 3, 1);
        Incident quiet = Example.incident(other);
        Incident closed = Example.incident(Example.id(), other, IncidentState.RESOLVED, T, null, 3, 1);
        List.of(waits, quiet, closed).forEach(incident -> change(log -> log.put(incident)));
        Instant over = T.plus(AlertBudget.HOUR);
        see(log -> assertThat(log.digestDue(over)).containsExactly(waits));
        see(log -> assertThat(log.digestDue(over.minusNanos(1_000))).isEmpty());
    }

    @Test
    void notes_ofAnIncident_oldestFirst() {
        UUID incident = Example.id();
        Note late = new Note(Example.id(), incident, T.plusSeconds(5), "ann", "note", "seen");
        Note early = new Note(Example.id(), incident, T, "keycanary", "opened", "");
        change(log -> log.add(late));
        change(log -> log.add(early));
        change(log -> log.add(new Note(Example.id(), Example.id(), T, "ann", "note", "elsewhere")));
        see(log -> assertThat(log.notes(incident)).containsExactly(early, late));
    }

    @Test
    void expectedUses_addedAndEnded_keptAndFoundByTime() {
        ExpectedUse rule = expected(new NamedTokens(Set.of(token, other)), "2001:db8::/48");
        ExpectedUse second = expected(new AllTokens(), "198.51.100.0/24");
        change(log -> log.put(rule));
        change(log -> log.put(second));
        see(log -> {
            assertThat(log.expectedUses()).containsExactly(rule, second);
            assertThat(log.expectedUses(T)).containsExactly(rule, second);
            assertThat(log.expectedUses(T.minusNanos(1_000))).isEmpty();
            assertThat(log.expectedUses(rule.until())).isEmpty();
        });
        change(log -> log.put(rule.ended(T.plusSeconds(5))));
        see(log -> {
            assertThat(log.expectedUses()).containsExactly(rule.ended(T.plusSeconds(5)), second);
            assertThat(log.expectedUses(T.plusSeconds(5))).containsExactly(second);
        });
    }

    private static ExpectedUse expected(ExpectedUse.Scope scope, String network) {
        return new ExpectedUse(Example.id(), scope, new AddressRange(network), T, T.plusSeconds(60), "red team", "ann");
    }

    @Test
    void count_ofADisposition_countsNoOther() {
        change(log -> log.put(Example.sighting(token, Disposition.EXPECTED, null)));
        change(log -> log.put(Example.sighting(other, Disposition.EXPECTED, null)));
        change(log -> log.put(Example.sighting(other, Disposition.DRILL, null)));
        see(log -> {
            assertThat(log.count(Disposition.EXPECTED)).isEqualTo(2);
            assertThat(log.count(Disposition.OWN)).isZero();
        });
    }
}
