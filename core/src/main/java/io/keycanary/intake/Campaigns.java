package io.keycanary.intake;

import io.keycanary.incident.Incident;
import io.keycanary.incident.Note;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.SourceNetwork;
import io.keycanary.token.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Links incidents of several tokens that one source network hit: the work of one intruder, as far as anybody can tell. */
final class Campaigns {
    /** Sightings of several tokens from one network that happened within this time belong to one campaign. */
    private static final Duration WINDOW = Duration.ofDays(7);

    private final InstantSource clock;

    Campaigns(InstantSource clock) {
        this.clock = clock;
    }

    /** Links incidents of other tokens that were hit from the same network. */
    Incident link(Stores stores, Incident incident, Sighting sighting, Instant now) {
        SourceNetwork network = sighting.network();
        if (!network.linkable() || !sighting.authenticated() || sighting.kind() != SightingKind.USE) {
            return incident;
        }
        Instant from = sighting.happenedAt().minus(WINDOW);
        Instant until = sighting.happenedAt().plus(WINDOW);
        Incident linked = incident;
        Optional<Incident> other = stores.incidents().outsider(linked, network, from, until);
        while (other.isPresent()) {
            linked = link(stores, linked, other.get(), now);
            other = stores.incidents().outsider(linked, network, from, until);
        }
        return linked;
    }

    /** Makes one campaign of two; the older one gives the name. Whoever is in neither is one of its own. */
    private Incident link(Stores stores, Incident incident, Incident other, Instant now) {
        UUID own = incident.campaignName();
        UUID theirs = other.campaignName();
        // UUIDv7 sorts by time as text; UUID.compareTo is signed and would not.
        UUID campaign = own.toString().compareTo(theirs.toString()) < 0 ? own : theirs;
        List<Incident> joining = new ArrayList<>(List.of(other));
        joining.addAll(stores.incidents().campaign(campaign.equals(own) ? theirs : own));
        joining.removeIf(one -> one.id().equals(incident.id()));
        joining.forEach(one -> relink(stores, one, campaign, now));
        return campaign.equals(incident.campaign()) ? incident : incident.linked(campaign);
    }

    /** Reads again under the lock: another transaction may have added a sighting in between. */
    private void relink(Stores stores, Incident seen, UUID campaign, Instant now) {
        stores.tokens().lock(seen.token());
        Incident other = stores.incidents().incident(seen.id()).orElse(seen);
        if (!campaign.equals(other.campaign())) {
            stores.incidents().put(other.linked(campaign));
            String text = "campaign " + Uuid7.shortForm(campaign);
            stores.incidents().add(new Note(Uuid7.next(clock), other.id(), now, "keycanary", "linked", text));
        }
    }
}
