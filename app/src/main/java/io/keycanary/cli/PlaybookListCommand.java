package io.keycanary.cli;

import io.keycanary.playbook.PlaybookShelf;
import io.keycanary.respond.Playbook;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** {@code playbook list}. */
@Command(
        name = "list",
        description = "Lists the playbooks there are, and which incidents each is for where the token names none.",
        footer = {"", "Example: keycanary playbook list"})
final class PlaybookListCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<PlaybookShelf> shelf;

    PlaybookListCommand(Workplace work, Supplier<PlaybookShelf> shelf) {
        this.work = work;
        this.shelf = shelf;
    }

    @Override
    public Integer call() {
        PlaybookShelf all = shelf.get();
        all.mistakes().forEach(mistake -> work.screen().tell("keycanary: " + Screen.safe(mistake)));
        List<Playbook> playbooks = all.playbooks().all();
        if (work.json()) {
            work.writeAll(playbooks.stream()
                    .map(playbook -> new PlaybookDocument(playbook).outline())
                    .toList());
        } else {
            Table table = new Table("NAME", "VERSION", "STEPS", "FOR", "FROM");
            playbooks.forEach(playbook -> table.row(
                    playbook.name(),
                    playbook.version(),
                    playbook.steps().size(),
                    PlaybookDocument.words(playbook.scope()),
                    all.source().get(playbook.name())));
            table.print(work.screen());
        }
        return all.mistakes().isEmpty() ? Exit.OK : Exit.USAGE;
    }
}
