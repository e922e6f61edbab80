package io.keycanary.cli;

import io.keycanary.token.CanaryToken;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code token tag}. */
@Command(
        name = "tag",
        description = {
            "Gives a token tags, or takes them away: words by which alerts are routed to channels.",
            "They are ours alone: nothing is called in AWS, and no intruder sees them."
        },
        footer = {
            "",
            "Example: keycanary token tag svc-report-export payments tier-1",
            "Example: keycanary token tag svc-report-export --remove tier-1"
        })
final class TokenTagCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(index = "0", paramLabel = "TOKEN", description = "Its id or the end of it, its label, or a key id.")
    private String name = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "TAG", description = "To give it.")
    private List<String> tags = List.of();

    @Option(names = "--remove", paramLabel = "TAG", description = "To take away; may be given again.")
    private List<String> removed = List.of();

    TokenTagCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        CanaryToken token = work.tokens().require(name);
        Set<String> all = new TreeSet<>(token.stewardship().tags());
        all.addAll(tags);
        removed.forEach(all::remove);
        CanaryToken tagged = tagged(token, all);
        if (work.json()) {
            work.write(Documents.of(tagged));
        } else {
            work.screen()
                    .line(Screen.safe(tagged.label()) + ": " + (all.isEmpty() ? "no tags" : String.join(" ", all)));
        }
        return Exit.OK;
    }

    private CanaryToken tagged(CanaryToken token, Set<String> all) {
        try {
            return work.tokens().tag(token.id(), all, work.actor());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }
}
