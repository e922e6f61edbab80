package io.keycanary.cli;

import io.keycanary.token.TokenIssuer;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code token}: the noun. */
@Command(
        name = "token",
        description = "Issues tokens and shows how it stands with them.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary token list"})
public final class TokenNoun extends Noun {
    private TokenNoun() {}

    /** The noun with its verbs. */
    public static List<Object> family(Workplace work, Supplier<TokenIssuer> issuer) {
        return List.of(
                new TokenNoun(),
                new TokenIssueCommand(work, issuer),
                new TokenListCommand(work),
                new TokenShowCommand(work),
                new TokenRevealCommand(work),
                new TokenRetireCommand(work),
                new TokenImportCommand(work),
                new TokenIndexCommand(work));
    }
}
