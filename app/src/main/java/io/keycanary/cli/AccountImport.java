package io.keycanary.cli;

import io.keycanary.desk.AdoptionDesk;
import io.keycanary.desk.AdoptionDesk.Adopted;
import io.keycanary.source.RecordSource;
import io.keycanary.token.AccountConnector;
import io.keycanary.token.AccountConnector.ExistingUser;
import io.keycanary.token.AccountConnector.UserChoice;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Takes users of an AWS account into the register, and looks back at what became of them. */
final class AccountImport {
    private final Workplace work;
    private final Parts parts;
    private final Options options;

    /**
     * What it works with, each made when it is first asked for.
     *
     * @param intake takes the uses that are found
     */
    record Parts(
            Supplier<AccountConnector> aws,
            Supplier<HistoryLookup> history,
            Supplier<RecordSource.Sink> intake,
            Supplier<IssueDefaults> defaults) {}

    /** Which users, and who answers for them. */
    static final class Options extends ResponsibleOptions {
        @Option(names = "--user", paramLabel = "USER", description = "With --account: a user name. Repeatable.")
        private List<String> users = List.of();

        @Option(
                names = "--path",
                paramLabel = "PATH",
                description = "With --account: all users on a path, such as /decoys/.")
        private @Nullable String path;

        @Option(
                names = "--tag",
                paramLabel = "KEY=VALUE",
                description = "With --account: all users that bear this tag.")
        private @Nullable String tag;

        @Option(
                names = "--region",
                split = ",",
                paramLabel = "REGION",
                description = "With --account: a region whose event history is searched. Repeatable. Default: every"
                        + " region of the account that is switched on.")
        private List<String> regions = List.of();

        @Option(names = "--no-history", description = "With --account: do not search the event history.")
        private boolean noHistory;

        /** For an import from a file. */
        void requireNone() {
            if (!users.isEmpty() || path != null || tag != null || noHistory || !regions.isEmpty()) {
                throw CommandFailure.badInput("--user, --path, --tag, --region and --no-history go with --account");
            }
        }

        private UserChoice choice() {
            if (users.isEmpty() && path == null && tag == null) {
                throw CommandFailure.badInput("which users? name them by --user, or all by --path or --tag");
            }
            if (path != null && !path.matches("/([!-~]+/)*")) {
                throw CommandFailure.badInput("--path begins and ends with a slash, unlike \"" + path + "\"");
            }
            return new UserChoice(new TreeSet<>(users), path == null ? "" : path, tag == null ? null : decoyTag(tag));
        }

        private static DecoyTag decoyTag(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw CommandFailure.badInput("--tag is KEY=VALUE, unlike \"" + text + "\"");
            }
            try {
                return new DecoyTag(text.substring(0, equals), text.substring(equals + 1));
            } catch (IllegalArgumentException e) {
                throw CommandFailure.badInput(String.valueOf(e.getMessage()));
            }
        }
    }

    AccountImport(Workplace work, Parts parts, Options options) {
        this.work = work;
        this.parts = parts;
        this.options = options;
    }

    /** Returns the exit code. */
    int from(ManagedAccount account) throws InterruptedException {
        UserChoice choice = options.choice();
        Stewardship steward = options.requiredOver(parts.defaults().get().stewardship());
        List<ExistingUser> users = parts.aws().get().users(account, choice);
        requireAll(users, choice);
        List<Adopted> adopted =
                new AdoptionDesk(work.ledger().get(), work.clock(), work.actor()).adopt(account, users, steward);
        adopted.forEach(this::print);
        tellWhatFollows(account, adopted);
        return options.noHistory ? Exit.OK : lookBack(account, adopted);
    }

    private static void requireAll(List<ExistingUser> users, UserChoice choice) {
        Set<String> found = users.stream()
                .map(user -> String.valueOf(user.identity().userName()).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<String> absent = choice.names().stream()
                .filter(name -> !found.contains(name.toLowerCase(Locale.ROOT)))
                .toList();
        if (users.isEmpty() || !absent.isEmpty()) {
            throw CommandFailure.badInput("nothing was imported: the account has no such user"
                    + (absent.isEmpty() ? "" : " as " + String.join(", ", absent)));
        }
    }

    private void print(Adopted one) {
        CanaryToken token = one.token();
        if (work.json()) {
            work.write(Documents.of(token));
            return;
        }
        work.screen()
                .line("%-9s %s  %s"
                        .formatted(
                                one.isNew() ? "imported" : "known",
                                token.id().shortForm(),
                                Screen.safe(token.identity().userArn())));
        token.keys()
                .forEach(key -> work.screen()
                        .line("  key     " + Screen.safe(key.id())
                                + (key.active()
                                        ? key.replacedAt() == null ? "" : " (the older of two)"
                                        : " (inactive)")));
    }

    private void tellWhatFollows(ManagedAccount account, List<Adopted> adopted) {
        long fresh = adopted.stream().filter(Adopted::isNew).count();
        if (fresh == 0) {
            return;
        }
        work.screen()
                .tell("the secrets of these keys are not known: no drill and no planting before `keycanary token"
                        + " rotate`, which makes a key whose secret is kept");
        long away = adopted.stream()
                .filter(one -> !one.token().identity().path().equals(account.path()))
                .count();
        if (away > 0) {
            work.screen()
                    .tell(away + " of them are not on the path " + account.path()
                            + ": they are watched by their ids, and guardrails by path do not protect them");
        }
        work.screen()
                .tell("next: keycanary audit --account " + account.name() + ", and `keycanary pipeline apply --account "
                        + account.name() + "` so that its filters and rules know them");
    }

    private int lookBack(ManagedAccount account, List<Adopted> adopted) throws InterruptedException {
        Collection<String> regions = options.regions.isEmpty()
                ? work.regions(parts.aws()).of(account).on()
                : new TreeSet<>(options.regions);
        LookBack look =
                new LookBack(parts.history().get(), parts.intake().get(), new Progress(work.screen(), work.clock()));
        look.read(
                account,
                adopted.stream().map(Adopted::token).toList(),
                regions,
                work.clock().instant());
        work.screen()
                .tell("event history of the last " + LookBack.KEPT.toDays() + " days in " + String.join(", ", regions)
                        + ": " + look.uses() + " uses of " + look.tokens() + " tokens"
                        + (look.uses() == 0 ? "" : ", see `keycanary incident list`")
                        + (look.changes() == 0
                                ? ""
                                : "; " + look.changes()
                                        + " calls of others about them are not counted, their making is among these"));
        look.missing().forEach(line -> work.screen().tell("not searched: " + Screen.safe(line)));
        if (!look.missing().isEmpty()) {
            return Exit.INCOMPLETE;
        }
        return look.uses() > 0 ? Exit.FOUND : Exit.OK;
    }
}
