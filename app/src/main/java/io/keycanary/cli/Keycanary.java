package io.keycanary.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program itself, and the options that every verb has. */
@Command(
        name = "keycanary",
        description = "Issues AWS IAM canary tokens, sees any use of one, and carries the team to a resolved incident.",
        synopsisSubcommandLabel = "VERB",
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Exit codes: 0 all is well, nothing found; 1 found what was asked about;",
            "2 wrong usage or configuration; 3 the answer is incomplete; 4 refused.",
            "",
            "Example: keycanary scan --tokens tokens.json /var/log/cloudtrail"
        })
public final class Keycanary implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            scope = ScopeType.INHERIT,
            description = "How results are written: text, json.")
    private Format format = Format.TEXT;

    @Option(
            names = "--db",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Database to use instead of the configured one: a file, or jdbc:postgresql://...")
    private @Nullable String db;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Shows where in the program an error arose.")
    private boolean debug;

    /** How results are written. */
    public Format format() {
        return format;
    }

    /** Whether results are for a program. */
    public boolean json() {
        return format == Format.JSON;
    }

    /** What {@code --db} said, null when it was not given. */
    public @Nullable String db() {
        return db;
    }

    boolean debug() {
        return debug;
    }

    /** Called when no verb is given. */
    @Override
    public void run() {
        throw new ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(), "a verb is missing; see `keycanary --help`");
    }
}
