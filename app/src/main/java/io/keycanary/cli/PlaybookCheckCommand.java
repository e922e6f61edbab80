package io.keycanary.cli;

import io.keycanary.playbook.PlaybookFile;
import io.keycanary.respond.Mistake;
import io.keycanary.respond.PlaybookReader.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code playbook check}. */
@Command(
        name = "check",
        description =
                "Checks playbooks of your own: every mistake with its line and column. Ends with 2 if there is one.",
        footer = {"", "Example: keycanary playbook check ~/.keycanary/playbooks/*.yaml"})
final class PlaybookCheckCommand implements Callable<Integer> {
    private final Workplace work;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "YAML files.")
    private List<Path> files = List.of();

    PlaybookCheckCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        int exit = Exit.OK;
        for (Path file : files) {
            Reading reading = read(file);
            report(file, reading);
            exit = reading.mistakes().isEmpty() ? exit : Exit.USAGE;
        }
        return exit;
    }

    private static Reading read(Path file) {
        try {
            return PlaybookFile.read(file);
        } catch (IOException e) {
            throw CommandFailure.badInput(
                    file + " cannot be read: " + e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    private void report(Path file, Reading reading) {
        if (work.json()) {
            work.write(new Fields()
                    .with("file", file.toString())
                    .with(
                            "playbook",
                            reading.playbook() == null
                                    ? null
                                    : reading.playbook().name())
                    .with(
                            "mistakes",
                            reading.mistakes().stream()
                                    .map(PlaybookCheckCommand::document)
                                    .toList())
                    .map());
            return;
        }
        reading.mistakes().forEach(mistake -> work.screen().line(Screen.safe(mistake)));
        if (reading.playbook() != null) {
            work.screen()
                    .line(Screen.safe(file) + ": " + reading.playbook().name() + " version "
                            + reading.playbook().version() + ", "
                            + reading.playbook().steps().size() + " steps");
        }
    }

    private static java.util.Map<String, @org.jspecify.annotations.Nullable Object> document(Mistake mistake) {
        return new Fields()
                .with("line", mistake.place().line())
                .with("column", mistake.place().column())
                .with("text", mistake.text())
                .map();
    }
}
