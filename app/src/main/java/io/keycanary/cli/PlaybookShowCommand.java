package io.keycanary.cli;

import io.keycanary.playbook.PlaybookShelf;
import io.keycanary.respond.Playbook;
import io.keycanary.respond.Step;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code playbook show}. */
@Command(
        name = "show",
        description = "Shows a playbook.",
        footer = {"", "Example: keycanary playbook show tamper --yaml > ~/.keycanary/playbooks/tamper.yaml"})
final class PlaybookShowCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<PlaybookShelf> shelf;

    @Parameters(paramLabel = "PLAYBOOK", description = "Its name.")
    private String name = "";

    @Option(names = "--yaml", description = "The text of the shipped one, to copy and change.")
    private boolean yaml;

    PlaybookShowCommand(Workplace work, Supplier<PlaybookShelf> shelf) {
        this.work = work;
        this.shelf = shelf;
    }

    @Override
    public Integer call() {
        if (yaml) {
            String text = PlaybookShelf.text(name);
            if (text == null) {
                throw CommandFailure.badInput("no playbook \"" + name + "\" is shipped; see `keycanary playbook list`");
            }
            text.lines().forEach(work.screen()::line);
            return Exit.OK;
        }
        Playbook playbook = shelf.get()
                .playbooks()
                .find(name)
                .orElseThrow(() -> CommandFailure.badInput(
                        "there is no playbook \"" + name + "\"; see `keycanary playbook list`"));
        if (work.json()) {
            work.write(new PlaybookDocument(playbook).whole());
        } else {
            print(playbook);
        }
        return Exit.OK;
    }

    private void print(Playbook playbook) {
        Screen screen = work.screen();
        screen.line(screen.toned(Screen.Tone.STRONG, playbook.name() + " version " + playbook.version()));
        screen.line("  " + Screen.safe(playbook.title()));
        screen.line("  for " + PlaybookDocument.words(playbook.scope()));
        for (Step step : playbook.steps()) {
            screen.line("");
            screen.line(screen.toned(Screen.Tone.STRONG, step.id()) + "  " + Screen.safe(step.title()));
            screen.line("  " + Screen.safe(PlaybookDocument.facts(step)));
            step.text().lines().forEach(line -> screen.line("  " + Screen.safe(line)));
        }
    }
}
