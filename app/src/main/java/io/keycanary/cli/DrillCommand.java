package io.keycanary.cli;

import io.keycanary.desk.DrillDesk;
import io.keycanary.drill.Drill;
import io.keycanary.drill.KeyUse;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Sighting;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drill}: uses a key for real and waits until that is seen. */
@Command(
        name = "drill",
        description = {
            "Proves a trap: uses the key of a token for real, and waits until the use is seen.",
            "The sighting is marked as a drill, opens no incident and arms the token. A token of the decoy endpoint needs a"
                    + " running `serve`. Exit code 1 when the use was not seen in time."
        },
        footer = {"", "Example: keycanary drill svc-report-export"})
public final class DrillCommand implements Callable<Integer> {
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Workplace work;
    private final Supplier<DrillDesk> desk;
    private final Supplier<KeyUse> use;
    private final Supplier<URI> decoyEndpoint;

    @Parameters(paramLabel = "TOKEN", description = "Its id or the end of it, its label, or a key id.")
    private String name = "";

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Where to use it, instead of where the token lives.")
    private @Nullable URI endpoint;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "Region to call. Default: that of the account, else us-east-1.")
    private @Nullable String region;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the sighting. Default: 30.")
    private long waitSeconds = 30;

    /**
     * The verb with its parts.
     *
     * @param decoyEndpoint where tokens of the local account are used
     */
    public DrillCommand(Workplace work, Supplier<DrillDesk> desk, Supplier<KeyUse> use, Supplier<URI> decoyEndpoint) {
        this.work = work;
        this.desk = desk;
        this.use = use;
        this.decoyEndpoint = decoyEndpoint;
    }

    @Override
    public Integer call() throws InterruptedException {
        CanaryToken token = work.tokens().require(name);
        AccessKey key = token.activeKey().orElseThrow(() -> CommandFailure.badInput("the token has no key in use"));
        Secret secret = work.tokens()
                .reveal(token.id(), work.actor())
                .orElseThrow(() -> CommandFailure.badInput("the secret of " + key.id() + " is not kept here"));
        Drill drill = desk.get().begin(token.id(), work.actor());
        @Nullable String request = null;
        try {
            request = called(token, key, secret);
        } finally {
            desk.get().end(drill.id(), request, work.actor());
        }
        return report(token, seen(drill, request));
    }

    private String called(CanaryToken token, AccessKey key, Secret secret) {
        Aim aim = aim(token);
        URI where = aim.endpoint();
        KeyUse.Answer answer = use.get().whoAmI(key.id(), secret, aim.region(), where);
        if (answer.requestId() == null) {
            throw CommandFailure.incomplete("the call did not come through"
                    + (where == null ? "" : " to " + where + " (does `keycanary serve` run there?)") + ": "
                    + answer.error());
        }
        return answer.requestId();
    }

    private record Aim(String region, @Nullable URI endpoint) {}

    /** Where the token lives, unless something else was asked for. */
    private Aim aim(CanaryToken token) {
        AccountAccess access = work.accounts().all().stream()
                .filter(account -> account.account().equals(token.account()))
                .map(ManagedAccount::access)
                .findFirst()
                .orElse(null);
        URI own = token.account() instanceof Account.LocalAccount
                ? decoyEndpoint.get()
                : access == null ? null : access.endpoint();
        String home = access == null ? "us-east-1" : access.region();
        return new Aim(region == null ? home : region, endpoint == null ? own : endpoint);
    }

    private Optional<Sighting> seen(Drill drill, String request) throws InterruptedException {
        Instant end = work.clock().instant().plus(Duration.ofSeconds(waitSeconds));
        Optional<Sighting> found = find(drill, request);
        while (found.isEmpty() && work.clock().instant().isBefore(end)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            found = find(drill, request);
        }
        return found;
    }

    private Optional<Sighting> find(Drill drill, String request) {
        return work
                .ledger()
                .get()
                .read(stores -> stores.incidents().withDisposition(Disposition.DRILL, drill.startedAt(), 1000))
                .stream()
                .filter(s -> s.token().equals(drill.token())
                        && request.equals(s.facts().requestId()))
                .findFirst();
    }

    private int report(CanaryToken token, Optional<Sighting> seen) {
        if (work.json()) {
            work.write(document(token, seen));
        } else if (seen.isEmpty()) {
            work.screen()
                    .line(work.screen().toned(Screen.Tone.ALARM, "not seen") + " within " + waitSeconds
                            + " s: nothing watches " + Screen.safe(token.label()));
        } else {
            print(token, seen.get());
        }
        return seen.isPresent() ? Exit.OK : Exit.FOUND;
    }

    private void print(CanaryToken token, Sighting sighting) {
        sighting.arrivals()
                .forEach((path, at) -> work.screen()
                        .line(work.screen().toned(Screen.Tone.GOOD, "seen") + " by " + path.word() + " after "
                                + Duration.between(sighting.happenedAt(), at).toMillis()
                                + " ms (event times have 1 s resolution)"));
        work.screen().line("token " + Screen.safe(token.label()) + " is now " + stateOf(token));
    }

    private Map<String, @Nullable Object> document(CanaryToken token, Optional<Sighting> seen) {
        return new Fields()
                .with("token", token.id())
                .with("seen", seen.isPresent())
                .with("state", stateOf(token))
                .with("sighting", seen.map(Documents::of).orElse(null))
                .map();
    }

    private Object stateOf(CanaryToken token) {
        return work.tokens().require(token.id().toString()).state();
    }
}
