package io.keycanary.cli;

import io.keycanary.token.CanaryToken.Stewardship;
import java.util.List;
import picocli.CommandLine.Option;

/** The same, and the words by which alerts are routed. */
final class StewardshipOptions extends ResponsibleOptions {
    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "A word by which its alerts are routed; may be given again.")
    private List<String> tags = List.of();

    @Override
    Stewardship over(Stewardship defaults) {
        try {
            return with(defaults).tagged(tags);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("--tag: " + e.getMessage());
        }
    }
}
