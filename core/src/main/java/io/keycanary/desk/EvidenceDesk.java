package io.keycanary.desk;

import io.keycanary.alert.Delivery;
import io.keycanary.incident.Sighting;
import io.keycanary.intake.AuditEntry;
import io.keycanary.intake.AuditLog;
import io.keycanary.intake.Ledger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Gathers everything that is known about an incident, for somebody who was not there. */
public final class EvidenceDesk {
    private static final int PAGE = 1000;

    /** How many of the first sightings, and how many of the newest, a report lists. */
    public static final int REPORTED = 500;

    private final Ledger ledger;
    private final IncidentDesk incidents;

    /** A desk over this ledger. */
    public EvidenceDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.incidents = new IncidentDesk(ledger, clock);
    }

    /**
     * An entry of the audit log that can be checked alone.
     *
     * @param previousHash of the entry before it
     */
    public record Excerpt(AuditEntry entry, String previousHash) {}

    /**
     * The whole.
     *
     * @param file with the first and the newest sightings
     * @param sightings all of them, read anew each time
     * @param deliveries of its alerts
     * @param audit the entries about the incident, its token and its linked incidents
     */
    public record Evidence(
            CaseFile file, Iterable<Sighting> sightings, List<Delivery> deliveries, List<Excerpt> audit) {}

    /**
     * Everything about one incident.
     *
     * @throws UnknownNameException when there is none
     */
    public Evidence collect(UUID incident) {
        CaseFile file = incidents.open(incident, REPORTED);
        Set<String> subjects = new HashSet<>();
        subjects.add(incident.toString());
        subjects.add(file.token().id().toString());
        file.links().forEach(link -> subjects.add(link.toString()));
        return ledger.read(stores -> new Evidence(
                file,
                new AllSightings(ledger, incident),
                file.alerts().stream()
                        .flatMap(alert -> stores.outbox().deliveries(alert.id()).stream())
                        .toList(),
                audit(stores.audit(), subjects)));
    }

    private static List<Excerpt> audit(AuditLog log, Set<String> subjects) {
        List<Excerpt> found = new ArrayList<>();
        String previous = AuditEntry.GENESIS;
        for (List<AuditEntry> page = log.after(0, PAGE);
                !page.isEmpty();
                page = log.after(page.getLast().number(), PAGE)) {
            for (AuditEntry entry : page) {
                if (subjects.contains(entry.subject())) {
                    found.add(new Excerpt(entry, previous));
                }
                previous = entry.hash();
            }
        }
        return found;
    }
}
