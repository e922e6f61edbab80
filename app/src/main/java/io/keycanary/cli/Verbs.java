package io.keycanary.cli;

import picocli.CommandLine;

/** Puts verbs together to a command line that reports errors in one way. */
public final class Verbs {
    private final CommandLine line;

    /** A command line without verbs. */
    public Verbs(Keycanary program, Screen screen) {
        Failures failures = new Failures(program, screen);
        line = new CommandLine(program)
                .setOut(new java.io.PrintWriter(screen.out(), true, java.nio.charset.StandardCharsets.UTF_8))
                .setErr(new java.io.PrintWriter(screen.err(), true, java.nio.charset.StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
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

    /** The whole. */
    public CommandLine commandLine() {
        return line;
    }
}
