package io.keycanary.cli;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The program itself, and the options that every verb has. */
public final class Keycanary implements Runnable, DescribedVerb {
    private final OptionSpec help = OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .type(boolean.class)
            .description("Shows this help.")
            .scopeType(ScopeType.INHERIT)
            .build();

    private final OptionSpec format = OptionSpec.builder("--format")
            .paramLabel("FORMAT")
            .type(Format.class)
            .defaultValue("text")
            .description("How results are written: text, json.")
            .scopeType(ScopeType.INHERIT)
            .build();

    private final OptionSpec db = OptionSpec.builder("--db")
            .paramLabel("URL")
            .type(String.class)
            .description("Database to use instead of the configured one: a file, or jdbc:postgresql://...")
            .scopeType(ScopeType.INHERIT)
            .build();

    private final OptionSpec debug = OptionSpec.builder("--debug")
            .type(boolean.class)
            .description("Shows where in the program an error arose.")
            .scopeType(ScopeType.INHERIT)
            .build();

    private final CommandSpec spec = described();

    private CommandSpec described() {
        CommandSpec told = CommandSpec.wrapWithoutInspection(this).name("keycanary");
        told.usageMessage()
                .description(
                        "Issues AWS IAM canary tokens, sees any use of one, and carries the team to a resolved incident.")
                .synopsisSubcommandLabel("VERB")
                .autoWidth(true)
                .footer(
                        "",
                        "Exit codes: 0 all is well, nothing found; 1 found what was asked about;",
                        "2 wrong usage or configuration; 3 the answer is incomplete; 4 refused.",
                        "",
                        "Example: keycanary scan --tokens tokens.json /var/log/cloudtrail");
        List.of(help, format, db, debug).forEach(told::addOption);
        return told;
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    /** How results are written. */
    public Format format() {
        return Objects.requireNonNullElse(format.getValue(), Format.TEXT);
    }

    /** Whether results are for a program. */
    public boolean json() {
        return format() == Format.JSON;
    }

    /** What {@code --db} said, null when it was not given. */
    public @Nullable String db() {
        return db.getValue();
    }

    boolean debug() {
        return Boolean.TRUE.equals(debug.getValue());
    }

    /** Called when no verb is given. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing; see `keycanary --help`");
    }
}
