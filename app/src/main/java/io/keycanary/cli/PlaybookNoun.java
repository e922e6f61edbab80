package io.keycanary.cli;

import io.keycanary.playbook.PlaybookShelf;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code playbook}: the noun. */
@Command(
        name = "playbook",
        description = {
            "Shows what to do about an incident, and checks playbooks of your own.",
            "Those in the folder \"playbooks\" of the home folder come before the shipped ones of the same name."
        },
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary playbook list"})
public final class PlaybookNoun extends Noun {
    private PlaybookNoun() {}

    /** The noun with its verbs. */
    public static List<Object> family(Workplace work, Supplier<PlaybookShelf> shelf) {
        return List.of(
                new PlaybookNoun(),
                new PlaybookListCommand(work, shelf),
                new PlaybookShowCommand(work, shelf),
                new PlaybookCheckCommand(work));
    }
}
