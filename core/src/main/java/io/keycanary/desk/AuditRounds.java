package io.keycanary.desk;

import io.keycanary.audit.Area;
import io.keycanary.audit.AuditRun;
import io.keycanary.desk.TokenAuditDesk.Wanted;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.source.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Audits everything by schedule: once in each interval, however many processes share the database. */
public final class AuditRounds {
    private static final String SOURCE = "audit";

    private final Ledger ledger;
    private final TokenAuditDesk desk;
    private final Duration every;
    private final Set<Area> leftOut;
    private final InstantSource clock;

    /**
     * Rounds over this ledger.
     *
     * @param leftOut what is not wanted
     */
    public AuditRounds(Ledger ledger, TokenAuditDesk desk, Duration every, Set<Area> leftOut, InstantSource clock) {
        this.ledger = ledger;
        this.desk = desk;
        this.every = every;
        this.leftOut = Set.copyOf(leftOut);
        this.clock = clock;
    }

    /** Audits when that is due. Call it about once a minute; empty when it was not due. */
    public Optional<AuditRun> sweep() {
        if (!ledger.read(this::due) || !ledger.write(this::claim)) {
            return Optional.empty();
        }
        return Optional.of(desk.run(new Wanted(List.of(), List.of(), false, leftOut)));
    }

    /** A last one that lies in the future was before the clock was set back. */
    private boolean due(Stores stores) {
        Optional<Instant> last = stores.checkpoints().position(SOURCE).map(Instant::parse);
        Instant now = clock.instant();
        return last.isEmpty()
                || now.isBefore(last.get())
                || !now.isBefore(last.get().plus(every));
    }

    /** Of two processes one does it. When it is stopped in between, the next round makes up for it. */
    private boolean claim(Stores stores) {
        boolean mine = due(stores);
        if (mine) {
            stores.checkpoints().put(new Checkpoint(SOURCE, clock.instant().toString()));
        }
        return mine;
    }
}
