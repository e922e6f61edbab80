package io.keycanary.cli;

import io.keycanary.token.NamePattern;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code naming set}. */
@Command(
        name = "set",
        description = {
            "Sets how decoys are named, as issue.naming in the settings file: {word}, {a|b|c}, {digit:n}, {letter:n},",
            "{hex:n}, and {mark:n} for n digits of base 16 by which `naming recognise` knows our own."
        },
        footer = {"", "Example: keycanary naming set 'svc-{word}-{dev|prod}-{mark:8}'"})
final class NamingSetCommand implements Callable<Integer> {
    private final Workplace work;
    private final Naming naming;

    @Parameters(paramLabel = "PATTERN", description = "The pattern.")
    private String pattern = "";

    NamingSetCommand(Workplace work, Naming naming) {
        this.work = work;
        this.naming = naming;
    }

    @Override
    public Integer call() {
        Path file = naming.set().apply(read(pattern));
        if (work.json()) {
            work.write(new Fields().with("pattern", pattern).with("file", file).map());
        } else {
            work.screen()
                    .line("decoys are named by " + Screen.safe(pattern) + " from now on (" + Screen.safe(file) + ")");
        }
        return Exit.OK;
    }

    private static NamePattern read(String text) {
        try {
            return NamePattern.of(text);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("the pattern \"" + text + "\": " + e.getMessage());
        }
    }
}
