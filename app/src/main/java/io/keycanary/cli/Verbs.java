package io.keycanary.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Puts verbs together to a command line that reports errors in one way.
 *
 * <p>picocli reads the annotations of every verb that it is given, which is most of the time that a short command
 * takes. So it gets only those that the arguments can reach; everything, where nothing is known of them.
 */
public final class Verbs {
    private final Keycanary program;
    private final Screen screen;
    private final Map<String, List<Object>> verbs = new LinkedHashMap<>();

    /** A command line without verbs. */
    public Verbs(Keycanary program, Screen screen) {
        this.program = program;
        this.screen = screen;
    }

    /** Adds a verb. */
    public Verbs with(Object verb) {
        return with(List.of(verb));
    }

    /** Adds a noun, which comes first, with verbs of its own. */
    public Verbs with(List<Object> family) {
        verbs.put(family.getFirst().getClass().getAnnotation(Command.class).name(), family);
        return this;
    }

    /** The whole. */
    public CommandLine commandLine() {
        return commandLine(verbs.values(), true);
    }

    /** As much of it as these arguments can reach. */
    public CommandLine commandLine(String[] arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        List<Object> family = verbs.get(first);
        if (family != null && !(family.getFirst() instanceof CompletionCommand)) {
            return commandLine(List.of(family), true);
        }
        return first.equals("--help") || first.equals("-h") ? commandLine(verbs.values(), false) : commandLine();
    }

    /** What is set on the line reaches only the verbs that are there already, so they are added first. */
    private CommandLine commandLine(Collection<List<Object>> families, boolean withVerbsOfNouns) {
        CommandLine line = new CommandLine(program);
        for (List<Object> family : families) {
            CommandLine verb = new CommandLine(family.getFirst());
            if (withVerbsOfNouns) {
                family.stream().skip(1).forEach(verb::addSubcommand);
            }
            line.addSubcommand(verb);
        }
        Failures failures = new Failures(program, screen);
        return line.setOut(new PrintWriter(screen.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(screen.err(), true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(this::execute)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
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
