package io.keycanary.cli;

import io.keycanary.desk.DrillDesk;
import io.keycanary.desk.PipelineDesk;
import io.keycanary.drill.Drill;
import io.keycanary.drill.KeyUse;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Sighting;
import io.keycanary.pipeline.PipelineBuilder;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drill}: uses keys for real and waits until that is seen. */
@Command(
        name = "drill",
        description = {
            "Proves traps: uses the key of each token for real, and waits until every path has told of it.",
            "The sightings are marked as drills, open no incident and arm the tokens. `serve` must run with the same"
                    + " database.",
            "In an AWS account each path of its pipeline is measured; for one that stays silent the first broken part of"
                    + " the pipeline is named. Exit code 1 when a use was not seen by every path in time."
        },
        footer = {"", "Example: keycanary drill svc-report-export", "Example: keycanary drill --schedule 7d"})
public final class DrillCommand implements Callable<Integer> {
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final int MOST_SIGHTINGS = 10_000;

    private final Workplace work;
    private final Supplier<DrillDesk> desk;
    private final Supplier<KeyUse> use;
    private final Supplier<URI> decoyEndpoint;
    private final Supplier<PipelineBuilder> builder;
    private final DrillSchedule scheduling;

    @Parameters(arity = "0..*", paramLabel = "TOKEN", description = "Its id or the end of it, its label, or a key id.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All tokens that are in use and whose secrets are kept.")
    private boolean all;

    @Option(
            names = "--path",
            split = ",",
            paramLabel = "PATH",
            description =
                    "Wait for these paths alone, of eventbridge, trail-s3, trail-logs, event-history and endpoint."
                            + " Default: all that are set up.")
    private List<String> paths = List.of();

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
            description = "How long to wait for the sightings. Default: 30, and 1200 with tokens in AWS accounts.")
    private @Nullable Long waitSeconds;

    @Option(
            names = "--schedule",
            paramLabel = "PERIOD",
            description = "Drills nothing now, but lets `serve` drill each token so often, as 1d; it is the setting"
                    + " drills.every, read when `serve` starts.")
    private @Nullable String schedule;

    /**
     * The verb with its parts.
     *
     * @param decoyEndpoint where tokens of the local account are used
     * @param builder looks at the parts of pipelines
     * @param schedule sets how often the server drills, and says in which file
     */
    public DrillCommand(
            Workplace work,
            Supplier<DrillDesk> desk,
            Supplier<KeyUse> use,
            Supplier<URI> decoyEndpoint,
            Supplier<PipelineBuilder> builder,
            Function<String, Path> schedule) {
        this.work = work;
        this.desk = desk;
        this.use = use;
        this.decoyEndpoint = decoyEndpoint;
        this.builder = builder;
        this.scheduling = new DrillSchedule(work, schedule);
    }

    @Override
    public Integer call() throws InterruptedException {
        return schedule == null ? drill() : scheduled(schedule);
    }

    private int scheduled(String period) {
        if (all || !names.isEmpty()) {
            throw CommandFailure.badInput("--schedule is for all tokens: leave out --all and tokens");
        }
        return scheduling.set(period);
    }

    private int drill() throws InterruptedException {
        List<CanaryToken> tokens = chosen();
        Duration wait = wait(tokens);
        DrillPages pages = new DrillPages(work, tokens.size() > 1);
        List<DrillRun> runs = new ArrayList<>();
        for (CanaryToken token : tokens) {
            runs.add(started(token, wait));
        }
        await(runs, wait, pages);
        SilentPaths silent = new SilentPaths(work, builder);
        for (DrillRun run : runs) {
            pages.ended(run, stateOf(run.token), wait.toSeconds(), silent.of(run));
        }
        return exit(runs);
    }

    private List<CanaryToken> chosen() {
        if (all == !names.isEmpty()) {
            throw CommandFailure.badInput("name tokens, or give --all");
        }
        return all
                ? work.tokens().all().stream()
                        .filter(token -> token.facts().retiredAt() == null)
                        .filter(token -> token.activeKey().isPresent())
                        .filter(token -> token.facts().issuedAt() != null)
                        .toList()
                : names.stream().map(work.tokens()::require).toList();
    }

    private Duration wait(List<CanaryToken> tokens) {
        if (waitSeconds != null) {
            return Duration.ofSeconds(waitSeconds);
        }
        return tokens.stream()
                .map(token -> DrillDesk.within(token.account()))
                .max(Comparator.naturalOrder())
                .orElse(DrillDesk.PATIENCE);
    }

    private DrillRun started(CanaryToken token, Duration wait) {
        Set<DetectionPath> expected = expected(token);
        AccessKey key =
                token.activeKey().orElseThrow(() -> CommandFailure.badInput(token.label() + " has no key in use"));
        Optional<Secret> secret = work.tokens().reveal(token.id(), work.actor());
        if (secret.isEmpty()) {
            if (!all) {
                throw CommandFailure.badInput("the secret of " + key.id() + " is not kept here");
            }
            return DrillRun.unused(token, DrillRun.State.UNREACHED, "the secret of " + key.id() + " is not kept here");
        }
        return new DrillUses(work, desk, use, decoyEndpoint, endpoint, region)
                .of(token, key, secret.get(), expected, wait);
    }

    /** None for a token that no path of ours is set up for: any will do then, as a folder of files. */
    private Set<DetectionPath> expected(CanaryToken token) {
        Set<DetectionPath> setUp = token.account() instanceof Account.LocalAccount
                ? EnumSet.of(DetectionPath.ENDPOINT)
                : PipelineDesk.paths(work.pipelines().in(token.account()));
        if (paths.isEmpty()) {
            return setUp;
        }
        Set<DetectionPath> wanted = EnumSet.noneOf(DetectionPath.class);
        paths.forEach(path -> wanted.add(path(path)));
        if (!setUp.containsAll(wanted)) {
            throw CommandFailure.badInput("--path names a path that is not set up for " + token.label() + "; there are "
                    + setUp.stream().map(DetectionPath::word).toList());
        }
        return wanted;
    }

    private static DetectionPath path(String word) {
        try {
            return DetectionPath.of(word);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("--path is one of eventbridge, trail-s3, trail-logs, event-history and"
                    + " endpoint, unlike \"" + word + "\"");
        }
    }

    private void await(List<DrillRun> runs, Duration wait, DrillPages pages) throws InterruptedException {
        Instant end = work.clock().instant().plus(wait);
        look(runs, pages);
        while (runs.stream().anyMatch(DrillRun::waits) && work.clock().instant().isBefore(end)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            look(runs, pages);
        }
        runs.forEach(DrillRun::end);
    }

    private void look(List<DrillRun> runs, DrillPages pages) {
        Optional<Instant> first = runs.stream()
                .filter(DrillRun::waits)
                .flatMap(run -> Optional.ofNullable(run.drill()).stream())
                .map(Drill::startedAt)
                .min(Instant::compareTo);
        if (first.isPresent()) {
            List<Sighting> stored = work.ledger()
                    .get()
                    .read(stores -> stores.incidents().withDisposition(Disposition.DRILL, first.get(), MOST_SIGHTINGS));
            runs.stream().filter(DrillRun::waits).forEach(run -> pages.arrived(run, run.take(stored)));
        }
    }

    private static int exit(List<DrillRun> runs) {
        if (runs.stream().anyMatch(run -> run.state() == DrillRun.State.UNREACHED)) {
            return Exit.INCOMPLETE;
        }
        return runs.stream().allMatch(run -> run.state() == DrillRun.State.SEEN) ? Exit.OK : Exit.FOUND;
    }

    private Object stateOf(CanaryToken token) {
        return work.tokens().require(token.id().toString()).state();
    }
}
