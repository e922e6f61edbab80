package io.keycanary.cli;

import io.keycanary.source.RecordSource;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;

/** {@code token}: the noun. */
@Command(
        name = "token",
        description = "Issues tokens and shows how it stands with them.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary token list"})
public final class TokenNoun extends Noun {
    private TokenNoun() {}

    /**
     * The noun with its verbs.
     *
     * @param plan reads a plan file
     * @param intake takes uses that are found in the event history
     */
    public static List<Object> family(
            Workplace work,
            Issuers issuers,
            Supplier<IssueDefaults> defaults,
            RandomGenerator random,
            Function<Path, List<PlannedToken>> plan,
            Supplier<HistoryLookup> history,
            Supplier<RecordSource.Sink> intake) {
        return List.of(
                new TokenNoun(),
                new TokenIssueCommand(work, issuers, defaults, random, plan),
                new TokenListCommand(work),
                new TokenShowCommand(work),
                new TokenRevealCommand(work),
                new TokenTagCommand(work),
                new TokenRotateCommand(work, issuers),
                new TokenRetireCommand(work, issuers),
                new TokenReconcileCommand(work, issuers, defaults),
                new TokenImportCommand(work, new AccountImport.Parts(issuers.aws(), history, intake, defaults)),
                new TokenIndexCommand(work));
    }
}
