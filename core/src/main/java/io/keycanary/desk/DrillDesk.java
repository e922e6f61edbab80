package io.keycanary.desk;

import io.keycanary.drill.Drill;
import io.keycanary.intake.Casework;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenId;
import io.keycanary.token.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Begins and ends drills. Between the two, sightings of the token wait, because only the response of our own call tells
 * which of them is ours. They wait at most {@link #PATIENCE}; a crash in between only costs that time.
 */
public final class DrillDesk {
    /** How long sightings wait for a drill to name its request. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration IN_ACCOUNT = Duration.ofMinutes(20);

    /**
     * How long the paths of an account may take: those of AWS up to 15 minutes (CloudTrail user guide, "Event history"), and
     * they are looked at every few.
     */
    public static Duration within(Account account) {
        return account instanceof Account.LocalAccount ? PATIENCE : IN_ACCOUNT;
    }

    private final Ledger ledger;
    private final Casework casework;
    private final InstantSource clock;

    /** A desk over this ledger. */
    public DrillDesk(Ledger ledger, Casework casework, InstantSource clock) {
        this.ledger = ledger;
        this.casework = casework;
        this.clock = clock;
    }

    /** Begins a drill; call it before the key is used. */
    public Drill begin(TokenId token, String actor) {
        Instant now = clock.instant();
        Drill drill = Drill.begun(Uuid7.next(clock), token, now, now.plus(PATIENCE));
        ledger.change(stores -> {
            stores.tokens().lock(token);
            stores.ownCalls().put(drill);
            stores.audit()
                    .append(
                            now,
                            actor,
                            "drill.begin",
                            token.toString(),
                            drill.id().toString());
        });
        return drill;
    }

    /**
     * Ends a drill and decides the sightings that waited for it.
     *
     * @param requestId what the response carried, null when the call did not come through
     */
    public void end(UUID id, @Nullable String requestId, String actor) {
        ledger.change(stores -> {
            Drill drill =
                    stores.ownCalls().drill(id).orElseThrow(() -> new IllegalStateException("there is no drill " + id));
            end(stores, drill, requestId, actor);
        });
    }

    /**
     * Ends a drill that is seen later, because AWS takes minutes to tell.
     *
     * @param within how long its sighting may take, from now
     */
    public void end(UUID id, String requestId, Duration within, String actor) {
        ledger.change(stores -> {
            Drill drill =
                    stores.ownCalls().drill(id).orElseThrow(() -> new IllegalStateException("there is no drill " + id));
            end(stores, drill.expectedBy(clock.instant().plus(within)), requestId, actor);
        });
    }

    /** Ends the drills whose time is up. Call it every few seconds. */
    public void sweep() {
        for (Drill overdue : ledger.read(stores -> stores.ownCalls().overdue(clock.instant()))) {
            ledger.change(stores -> end(stores, overdue, null, "keycanary"));
        }
    }

    private void end(Stores stores, Drill drill, @Nullable String requestId, String actor) {
        stores.tokens().lock(drill.token());
        stores.ownCalls().put(drill.finished(requestId, clock.instant()));
        CanaryToken token = stores.tokens()
                .find(drill.token())
                .orElseThrow(() -> Names.unknown("token", drill.token().toString()));
        casework.decideDeferred(stores, token);
        stores.audit()
                .append(
                        clock.instant(),
                        actor,
                        "drill.end",
                        drill.token().toString(),
                        requestId == null ? "no answer" : "request " + requestId);
    }
}
