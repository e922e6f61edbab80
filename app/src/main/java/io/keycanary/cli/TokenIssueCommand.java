package io.keycanary.cli;

import io.keycanary.desk.IssuingDesk;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.NameLint;
import io.keycanary.token.TokenIssuer;
import io.keycanary.token.TokenPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token issue}. */
@Command(
        name = "issue",
        description = {
            "Issues a token: a decoy user with one access key; with --count several.",
            "An intruder sees the user name and its path, so name it as your organisation names its real users."
        },
        footer = {
            "",
            "Example: keycanary token issue svc-report-export --path /services/ --owner payments --purpose 'build host'",
            "Example: keycanary token issue --account prod --count 20 --batch runners",
            "Example: keycanary token issue --account prod --from plan.csv"
        })
final class TokenIssueCommand implements Callable<Integer> {
    private static final int MOST = 5000;

    private final Workplace work;
    private final Issuers issuers;
    private final Supplier<IssueDefaults> defaults;
    private final RandomGenerator random;
    private final Function<Path, List<PlannedToken>> plan;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "User name, 1 to 64 letters, digits or +=,.@-_. Default: by the setting issue.naming.")
    private @Nullable String name;

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description = "AWS account to issue it in. Default: the built-in decoy endpoint.")
    private @Nullable String account;

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "Path of the user. Default: that of the account's decoys; / for the decoy endpoint.")
    private @Nullable String path;

    @Option(names = "--label", paramLabel = "TEXT", description = "What you call it; else the user name.")
    private @Nullable String label;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many, each named by the setting issue.naming. Default: 1.")
    private int count = 1;

    @Option(
            names = "--batch",
            paramLabel = "TEXT",
            description = "Labels them TEXT-0001 and so on. The same command again makes only what is missing.")
    private @Nullable String batch;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "Issues the tokens of a plan: CSV or YAML with label, name, owner, purpose, playbook, tags, kind,"
                            + " location. The same command again makes only what is missing.")
    private @Nullable Path from;

    @Mixin
    private StewardshipOptions stewardship = new StewardshipOptions();

    TokenIssueCommand(
            Workplace work,
            Issuers issuers,
            Supplier<IssueDefaults> defaults,
            RandomGenerator random,
            Function<Path, List<PlannedToken>> plan) {
        this.work = work;
        this.issuers = issuers;
        this.defaults = defaults;
        this.random = random;
        this.plan = plan;
    }

    @Override
    public Integer call() {
        check();
        ManagedAccount managed = account == null ? null : work.accounts().require(account);
        if (from != null) {
            return planned(from, managed);
        }
        Stewardship steward = managed == null
                ? stewardship.over(defaults.get().stewardship())
                : stewardship.requiredOver(defaults.get().stewardship());
        try (TokenIssuer issuer = managed == null ? issuers.local().get() : issuers.of(managed)) {
            IssuingDesk desk = new IssuingDesk(work.ledger().get(), work.clock(), issuer, work.actor());
            String where = managed == null ? Objects.requireNonNullElse(path, "/") : pathIn(managed);
            return count == 1 && batch == null ? one(issuer, desk, where, steward) : many(issuer, desk, where, steward);
        }
    }

    private void check() {
        if (count < 1 || count > MOST) {
            throw CommandFailure.badInput("--count is 1 to " + MOST + ", the most users of an account, not " + count);
        }
        if ((count > 1 || batch != null) && (name != null || label != null)) {
            throw CommandFailure.badInput(
                    "several tokens are named by the setting issue.naming and labelled by --batch:"
                            + " leave out NAME and --label");
        }
        if (from != null && (count > 1 || batch != null || name != null || label != null)) {
            throw CommandFailure.badInput("--from says what to issue: leave out NAME, --label, --count and --batch");
        }
        if (from == null && name == null && defaults.get().naming() == null) {
            throw CommandFailure.badInput("name the user, or set issue.naming, as svc-{word}-{word}");
        }
    }

    private int planned(Path file, @Nullable ManagedAccount managed) {
        String where = managed == null ? Objects.requireNonNullElse(path, "/") : pathIn(managed);
        TokenPlans plans = new TokenPlans(
                plan.apply(file), stewardship.over(defaults.get().stewardship()), managed != null, where, this::unused);
        try (TokenIssuer issuer = managed == null ? issuers.local().get() : issuers.of(managed)) {
            IssuingDesk desk = new IssuingDesk(work.ledger().get(), work.clock(), issuer, work.actor());
            int code = new TokenBatch(work, issuer, desk, plans.wanted(file)).issue(plans::next);
            plans.recordPlaces(work);
            return code;
        }
    }

    private String pathIn(ManagedAccount managed) {
        if (path != null && !path.equals(managed.path())) {
            throw CommandFailure.badInput("all decoys of account " + managed.name() + " are on the path "
                    + managed.path() + ": leave out --path");
        }
        return managed.path();
    }

    private int one(TokenIssuer issuer, IssuingDesk desk, String where, Stewardship steward) {
        issuer.requireRoom(1);
        TokenPlan plan = plan(name == null ? unused(taken()) : name, where, label, steward);
        NameLint.warnings(plan.userName(), where)
                .forEach(warning -> work.screen().tell("keycanary: an intruder may see through it: " + warning));
        CanaryToken token = desk.issue(plan);
        if (work.json()) {
            work.write(Documents.of(token));
            return Exit.OK;
        }
        work.screen().line("issued token " + token.id().shortForm() + " " + Screen.safe(token.label()));
        work.screen().line("  user   " + Screen.safe(token.identity().userArn()));
        work.screen()
                .line("  key    " + token.keys().getLast().id() + " (its secret: keycanary token reveal "
                        + token.id().shortForm() + ")");
        work.screen().line("  next   keycanary plant " + token.id().shortForm() + " --as aws-credentials");
        return Exit.OK;
    }

    private int many(TokenIssuer issuer, IssuingDesk desk, String where, Stewardship steward) {
        return new TokenBatch(work, issuer, desk, TokenBatch.Wanted.counted(batch, count)).issue(next -> {
            Set<String> taken = next.taken();
            String userName = unused(taken);
            taken.add(userName.toLowerCase(Locale.ROOT));
            return plan(userName, where, next.label(), steward);
        });
    }

    private Set<String> taken() {
        return TokenBatch.taken(work.tokens().all());
    }

    /** A name that no token has, retired ones included: their identifiers stay watched. */
    private String unused(Set<String> taken) {
        var naming = defaults.get().naming();
        if (naming == null) {
            throw CommandFailure.badInput("name the user, or set issue.naming, as svc-{word}-{word}");
        }
        try {
            return naming.unused(random, defaults.get().mark(), taken);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }

    static TokenPlan plan(String name, String path, @Nullable String label, Stewardship stewardship) {
        try {
            return new TokenPlan(name, path, label, stewardship);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }
}
