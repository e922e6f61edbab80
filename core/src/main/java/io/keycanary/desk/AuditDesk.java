package io.keycanary.desk;

import io.keycanary.desk.AuditReport.Audited;
import io.keycanary.figures.CalendarPeriod;
import io.keycanary.figures.Period;
import io.keycanary.intake.AuditEntry;
import io.keycanary.intake.AuditLog;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stored;
import io.keycanary.intake.Stores;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Gathers evidence for an auditor. */
public final class AuditDesk {
    /** More entries of the audit log are counted and not listed. */
    public static final int MOST_ENTRIES = 1_000;

    private static final int QUARANTINED = 100;
    private static final int PAGE = 1_000;

    /** How a token can have come in. */
    private static final Set<String> BEGINNINGS = Set.of("token.issue", "token.import", "token.adopt");

    private final Ledger ledger;
    private final InstantSource clock;

    /** A desk over this ledger. */
    public AuditDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What the audit log says, read once from its beginning. */
    private static final class Reading {
        private final Period period;
        private final Map<String, String> issuers = new HashMap<>();
        private final List<AuditEntry> entries = new ArrayList<>();
        private long entriesOfPeriod;
        private OptionalLong firstBroken = OptionalLong.empty();
        private long number;
        private String hash = AuditEntry.GENESIS;

        Reading(Period period) {
            this.period = period;
        }

        void read(AuditLog log) {
            for (List<AuditEntry> page = log.after(0, PAGE);
                    !page.isEmpty();
                    page = log.after(page.getLast().number(), PAGE)) {
                page.forEach(this::take);
            }
        }

        private void take(AuditEntry entry) {
            if (firstBroken.isEmpty() && !entry.follows(number, hash)) {
                firstBroken = OptionalLong.of(number + 1);
            }
            number = entry.number();
            hash = entry.hash();
            if (BEGINNINGS.contains(entry.action())) {
                issuers.putIfAbsent(entry.subject(), entry.actor());
            }
            if (period.holds(entry.at())) {
                entriesOfPeriod++;
                if (entries.size() < MOST_ENTRIES) {
                    entries.add(entry);
                }
            }
        }
    }

    /** The report of a period; all but the excerpt of the audit log is as it is now. */
    public AuditReport report(CalendarPeriod period) {
        return ledger.read(stores -> {
            Reading reading = new Reading(period.period());
            reading.read(stores.audit());
            return new AuditReport(
                    period,
                    clock.instant(),
                    tokens(stores, reading.issuers),
                    stores.incidents().expectedUses(),
                    stores.apiTokens().all(),
                    stores.quarantine().newest(QUARANTINED),
                    reading.entries,
                    reading.entriesOfPeriod,
                    reading.firstBroken,
                    counts(stores));
        });
    }

    private static List<Audited> tokens(Stores stores, Map<String, String> issuers) {
        return Names.all(stores.tokens()).stream()
                .map(token -> new Audited(
                        token,
                        stores.tokens().placements(token.id()),
                        issuers.getOrDefault(token.id().toString(), "")))
                .toList();
    }

    private static Map<Stored, Long> counts(Stores stores) {
        Map<Stored, Long> counts = new EnumMap<>(Stored.class);
        for (Stored what : Stored.values()) {
            counts.put(what, stores.count(what));
        }
        return counts;
    }
}
