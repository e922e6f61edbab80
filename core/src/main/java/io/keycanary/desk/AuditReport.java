package io.keycanary.desk;

import io.keycanary.access.ApiToken;
import io.keycanary.figures.CalendarPeriod;
import io.keycanary.incident.ExpectedUse;
import io.keycanary.intake.AuditEntry;
import io.keycanary.intake.Quarantine;
import io.keycanary.intake.Stored;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What an auditor asks of decoys: that each has an owner, a purpose and a place, is proven to work, and who did what.
 *
 * @param tokens all, retired ones too
 * @param expectedUses rules that count uses as benign, ended ones too
 * @param access who may use the API, revoked ones too
 * @param quarantined the newest records that could not be understood
 * @param entries of the audit log in the period, the oldest first, at most {@link AuditDesk#MOST_ENTRIES}
 * @param entriesOfPeriod how many there are
 * @param firstBroken the first entry of the audit log, of whatever time, that was changed, added or is missing
 * @param counts how many rows of each kind are stored
 */
public record AuditReport(
        CalendarPeriod period,
        Instant madeAt,
        List<Audited> tokens,
        List<ExpectedUse> expectedUses,
        List<ApiToken> access,
        List<Quarantine.Entry> quarantined,
        List<AuditEntry> entries,
        long entriesOfPeriod,
        OptionalLong firstBroken,
        Map<Stored, Long> counts) {

    /**
     * A token as an auditor sees it.
     *
     * @param issuedBy the actor of the audit log's entry; empty when there is none
     */
    public record Audited(CanaryToken token, List<Placement> places, String issuedBy) {}

    /** Copies lists and map. */
    public AuditReport {
        tokens = List.copyOf(tokens);
        expectedUses = List.copyOf(expectedUses);
        access = List.copyOf(access);
        quarantined = List.copyOf(quarantined);
        entries = List.copyOf(entries);
        counts = Map.copyOf(counts);
    }
}
