package io.keycanary.cli;

import io.keycanary.alert.Routing;
import io.keycanary.desk.QuietDesk;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code quiet}: the noun. */
@Command(
        name = "quiet",
        description = {
            "Keeps an alert channel quiet for a time, by a rule with an end, a reason and an author.",
            "The alerts are kept and go by the other channels; what is critical, or not acknowledged, is never quiet."
        },
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary quiet list"})
public final class QuietNoun extends Noun {
    private QuietNoun() {}

    /**
     * The noun with its verbs.
     *
     * @param routing the channels that there are
     */
    public static List<Object> family(Workplace work, Supplier<Routing> routing) {
        Supplier<QuietDesk> desk = () -> new QuietDesk(work.ledger().get(), work.clock(), routing.get());
        return List.of(
                new QuietNoun(),
                new QuietAddCommand(work, desk),
                new QuietListCommand(work, desk),
                new QuietEndCommand(work, desk));
    }
}
