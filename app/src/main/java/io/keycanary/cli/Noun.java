package io.keycanary.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The first word of a verb such as {@code token list}. */
abstract class Noun implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** Called when no verb follows. */
    @Override
    public final void run() {
        CommandSpec noun = Objects.requireNonNull(spec);
        throw new ParameterException(
                noun.commandLine(),
                "`" + noun.qualifiedName() + "` needs one of: "
                        + String.join(", ", noun.subcommands().keySet()));
    }
}
