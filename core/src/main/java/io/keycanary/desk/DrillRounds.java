package io.keycanary.desk;

import io.keycanary.alert.OwnAlerts;
import io.keycanary.drill.Aim;
import io.keycanary.drill.Drill;
import io.keycanary.drill.KeyUse;
import io.keycanary.drill.KeyUse.Answer;
import io.keycanary.incident.Disposition;
import io.keycanary.intake.AlertDesk;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.source.Checkpoint;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Secret;
import io.keycanary.token.SecretVault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Drills every token from time to time: the heartbeat of the traps. A drill that nothing or not every path told of in time
 * is an alert. Tokens whose secret is not kept are left out.
 *
 * <p>What is due stands in a checkpoint of each token, so that several processes share the work.
 */
public final class DrillRounds {
    private static final String SOURCE = "drill/";
    private static final String ACTOR = "keycanary";
    private static final String NONE = "-";
    private static final int AT_ONCE = 5;
    private static final int MOST_SIGHTINGS = 10_000;

    private final Ledger ledger;
    private final DrillDesk drills;
    private final KeyUse use;
    private final URI decoyEndpoint;
    private final AlertDesk alerts;
    private final Duration every;
    private final InstantSource clock;
    private final RandomGenerator random;

    /**
     * Rounds over this ledger.
     *
     * @param decoyEndpoint where tokens of the local account are used
     * @param every how often each token is drilled, give or take a tenth
     */
    public DrillRounds(
            Ledger ledger,
            DrillDesk drills,
            KeyUse use,
            URI decoyEndpoint,
            AlertDesk alerts,
            Duration every,
            InstantSource clock,
            RandomGenerator random) {
        this.ledger = ledger;
        this.drills = drills;
        this.use = use;
        this.decoyEndpoint = decoyEndpoint;
        this.alerts = alerts;
        this.every = every;
        this.clock = clock;
        this.random = random;
    }

    /** What is due of a token. */
    private record Due(Instant next, @Nullable UUID running) {
        static Due of(String position) {
            String[] parts = position.split(" ", 2);
            return new Due(Instant.parse(parts[0]), parts[1].equals(NONE) ? null : UUID.fromString(parts[1]));
        }

        Checkpoint of(CanaryToken token) {
            return new Checkpoint(SOURCE + token.id(), next + " " + (running == null ? NONE : running));
        }
    }

    private static Optional<Due> due(Stores stores, CanaryToken token) {
        return stores.checkpoints().position(SOURCE + token.id()).map(Due::of);
    }

    /** Looks at drills that run, and begins some that are due. Call it about once a minute. */
    public void sweep() {
        int begun = 0;
        for (CanaryToken token : ledger.read(stores -> Names.all(stores.tokens()))) {
            if (token.facts().issuedAt() == null || token.facts().retiredAt() != null) {
                continue;
            }
            ledger.read(stores -> due(stores, token)).map(Due::running).ifPresent(running -> settle(token, running));
            if (begun < AT_ONCE && isClaimed(token)) {
                drill(token);
                begun++;
            }
        }
    }

    /** A new token gets a time of chance, so that a fleet is not drilled at once. */
    private boolean isClaimed(CanaryToken token) {
        Instant now = clock.instant();
        if (ledger.read(stores -> due(stores, token))
                .filter(due -> !isOver(due, now))
                .isPresent()) {
            return false;
        }
        return ledger.write(stores -> {
            Optional<Due> due = due(stores, token);
            if (due.isPresent() && !isOver(due.get(), now)) {
                return false; // another process was faster
            }
            Duration wait = due.isEmpty()
                    ? every.multipliedBy(random.nextInt(100)).dividedBy(100)
                    : every.multipliedBy(90 + random.nextInt(20)).dividedBy(100);
            stores.checkpoints().put(new Due(now.plus(wait), null).of(token));
            return due.isPresent();
        });
    }

    /** A time that lies further ahead than any was set before the clock was set back. */
    private boolean isOver(Due due, Instant now) {
        return due.running == null && (!now.isBefore(due.next) || due.next.isAfter(now.plus(every.multipliedBy(2))));
    }

    private void drill(CanaryToken token) {
        AccessKey key = token.activeKey().orElse(null);
        Secret secret = key == null
                ? null
                : ledger.read(stores -> stores.vault().get(token.id(), SecretVault.secretOf(key.id())))
                        .orElse(null);
        if (key == null || secret == null) {
            return;
        }
        Aim aim = ledger.read(stores -> Aim.of(token, stores.accounts().all(), decoyEndpoint));
        Drill drill = drills.begin(token.id(), ACTOR);
        Answer answer = new Answer(null, "the call was not made");
        try {
            answer = use.whoAmI(key.id(), secret, aim.region(), aim.endpoint());
        } finally {
            end(token, drill, answer);
        }
    }

    private void end(CanaryToken token, Drill drill, Answer answer) {
        String request = answer.requestId();
        if (request == null || answer.error() != null) {
            drills.end(drill.id(), null, ACTOR);
            String why = "its key could not be used: " + answer.error();
            ledger.change(stores -> tell(stores, token, drill, why));
            return;
        }
        drills.end(drill.id(), request, DrillDesk.within(token.account()), ACTOR);
        ledger.change(stores ->
                due(stores, token).ifPresent(due -> stores.checkpoints().put(new Due(due.next, drill.id()).of(token))));
    }

    /** Once its time is over, every path must have told of it. */
    private void settle(CanaryToken token, UUID running) {
        Drill drill = ledger.read(stores -> stores.ownCalls().drill(running)).orElse(null);
        if (drill != null && clock.instant().isBefore(drill.deadline())) {
            return;
        }
        ledger.change(stores -> due(stores, token)
                .filter(due -> running.equals(due.running)) // another process may have been faster
                .ifPresent(due -> {
                    stores.checkpoints().put(new Due(due.next, null).of(token));
                    if (drill != null) {
                        judge(stores, token, drill);
                    }
                }));
    }

    private void judge(Stores stores, CanaryToken token, Drill drill) {
        Set<DetectionPath> seen = EnumSet.noneOf(DetectionPath.class);
        stores.incidents().withDisposition(Disposition.DRILL, drill.startedAt(), MOST_SIGHTINGS).stream()
                .filter(sighting -> sighting.token().equals(token.id())
                        && String.valueOf(drill.requestId())
                                .equals(sighting.facts().requestId()))
                .forEach(sighting -> seen.addAll(sighting.arrivals().keySet()));
        Set<DetectionPath> silent = expected(stores, token);
        silent.removeAll(seen);
        if (seen.isEmpty()) {
            tell(stores, token, drill, "nothing told of the use of its key");
        } else if (!silent.isEmpty()) {
            List<String> words = silent.stream().map(DetectionPath::word).toList();
            tell(stores, token, drill, "the use of its key did not come by " + String.join(", ", words));
        }
    }

    private static Set<DetectionPath> expected(Stores stores, CanaryToken token) {
        return token.account() instanceof Account.LocalAccount
                ? EnumSet.of(DetectionPath.ENDPOINT)
                : PipelineDesk.paths(PipelineDesk.in(stores, token.account()));
    }

    private void tell(Stores stores, CanaryToken token, Drill drill, String why) {
        alerts.tell(stores, OwnAlerts.drillMissed(token, drill.startedAt(), why, clock));
    }
}
