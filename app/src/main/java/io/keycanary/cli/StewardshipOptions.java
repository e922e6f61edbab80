package io.keycanary.cli;

import io.keycanary.token.CanaryToken.Stewardship;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say who answers for a token. What is not given comes from the settings. */
final class StewardshipOptions {
    @Option(names = "--owner", paramLabel = "TEXT", description = "Who answers for it. Default: setting issue.owner.")
    private @Nullable String owner;

    @Option(names = "--purpose", paramLabel = "TEXT", description = "Why it exists. Default: setting issue.purpose.")
    private @Nullable String purpose;

    @Option(
            names = "--playbook",
            paramLabel = "TEXT",
            description = "What to do when it is used, or where that is written. Default: setting issue.playbook.")
    private @Nullable String playbook;

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            description = "A word by which its alerts are routed; may be given again.")
    private List<String> tags = List.of();

    Stewardship over(Stewardship defaults) {
        try {
            return with(defaults).tagged(tags);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput("--tag: " + e.getMessage());
        }
    }

    private Stewardship with(Stewardship defaults) {
        return new Stewardship(
                owner == null ? defaults.owner() : owner,
                purpose == null ? defaults.purpose() : purpose,
                playbook == null ? defaults.playbook() : playbook);
    }

    /** A user in a real account without somebody who answers for it is soon a riddle. */
    Stewardship requiredOver(Stewardship defaults) {
        Stewardship all = over(defaults);
        require(all.owner(), "owner");
        require(all.purpose(), "purpose");
        require(all.playbook(), "playbook");
        return all;
    }

    private static void require(String value, String name) {
        if (value.isBlank()) {
            throw CommandFailure.badInput(
                    "a token in an AWS account needs --" + name + ", or the setting issue." + name);
        }
    }
}
