package io.keycanary.cli;

import io.keycanary.alert.AlertChannel;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;

/** {@code alert}: the noun. */
@Command(
        name = "alert",
        description = "Tests the alert channels and shows what they deliver.",
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example: keycanary alert test"})
public final class AlertNoun extends Noun {
    private AlertNoun() {}

    /**
     * The noun with its verbs.
     *
     * @param random safe to share between threads
     */
    public static List<Object> family(Workplace work, Supplier<List<AlertChannel>> channels, RandomGenerator random) {
        return List.of(new AlertNoun(), new AlertTestCommand(work, channels, random), new AlertOutboxCommand(work));
    }
}
