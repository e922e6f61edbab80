package io.keycanary.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Puts verbs together to a command line that reports errors in one way. */
public final class Verbs {
    private final CommandLine line;
    private final Screen screen;
    private final Failures failures;

    /** A command line without verbs. */
    public Verbs(Keycanary program, Screen screen) {
        this.line = new CommandLine(program);
        this.screen = screen;
        this.failures = new Failures(program, screen);
    }

    /** Adds a verb, or a noun with verbs of its own. */
    public Verbs with(Object verb, Object... verbsOfNoun) {
        CommandLine added = new CommandLine(verb);
        for (Object verbOfNoun : verbsOfNoun) {
            added.addSubcommand(verbOfNoun);
        }
        line.addSubcommand(added);
        return this;
    }

    /** The whole. What is set here reaches only the verbs that are there already, so this comes last. */
    public CommandLine commandLine() {
        return line.setOut(new PrintWriter(screen.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(screen.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }
}
