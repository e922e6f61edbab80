package io.keycanary.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Puts verbs together to a command line that reports errors in one way.
 *
 * <p>picocli reads the annotations of every verb that it is given, which is most of the time that a short command
 * takes. So only those that the arguments can reach are made; everything, where nothing is known of them.
 */
public final class Verbs {
    private final Keycanary program;
    private final Screen screen;
    private final Map<String, Supplier<List<Object>>> verbs = new LinkedHashMap<>();

    /** A command line without verbs. */
    public Verbs(Keycanary program, Screen screen) {
        this.program = program;
        this.screen = screen;
    }

    /** Adds a verb, made when it is needed. */
    public Verbs verb(String name, Supplier<Object> verb) {
        return noun(name, () -> List.of(verb.get()));
    }

    /** Adds a noun, which comes first, with verbs of its own; all made when they are needed. */
    public Verbs noun(String name, Supplier<List<Object>> family) {
        verbs.put(name, family);
        return this;
    }

    /** The whole. */
    public CommandLine commandLine() {
        return commandLine(verbs, true);
    }

    /** As much of it as these arguments can reach. */
    public CommandLine commandLine(String[] arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        Supplier<List<Object>> family = verbs.get(first);
        if (family != null && !first.equals(CompletionCommand.NAME)) {
            return commandLine(Map.of(first, family), true);
        }
        return first.equals("--help") || first.equals("-h") ? commandLine(verbs, false) : commandLine();
    }

    /** What is set on the line reaches only the verbs that are there already, so they are added first. */
    private CommandLine commandLine(Map<String, Supplier<List<Object>>> chosen, boolean withVerbsOfNouns) {
        CommandLine line = new CommandLine(program.spec());
        chosen.forEach((name, made) -> line.addSubcommand(verb(name, made.get(), withVerbsOfNouns)));
        Failures failures = new Failures(program, screen);
        return line.setOut(new PrintWriter(screen.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(screen.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(this::execute)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    private static CommandLine verb(String name, List<Object> family, boolean withVerbsOfNoun) {
        Object first = family.getFirst();
        CommandLine verb = new CommandLine(first instanceof DescribedVerb described ? described.spec() : first);
        if (!verb.getCommandName().equals(name)) {
            throw new IllegalStateException("added as " + name + ", but it is " + verb.getCommandName());
        }
        if (withVerbsOfNoun) {
            family.stream().skip(1).forEach(verb::addSubcommand);
        }
        return verb;
    }

    /** Formats that only some verbs have are refused by the others: nobody must take one for another. */
    private int execute(CommandLine.ParseResult parsed) {
        CommandLine verb = parsed.asCommandLineList().getLast();
        Format format = program.format();
        boolean own = verb.getCommand() instanceof OwnFormats command
                && command.formats().contains(format);
        if (!format.common() && !own) {
            throw new CommandLine.ParameterException(
                    verb, "this verb does not write " + format + "; it has text and json");
        }
        return new CommandLine.RunLast().execute(parsed);
    }
}
