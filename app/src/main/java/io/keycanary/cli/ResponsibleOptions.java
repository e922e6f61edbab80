package io.keycanary.cli;

import io.keycanary.token.CanaryToken.Stewardship;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say who answers for a token. What is not given comes from the settings. */
class ResponsibleOptions {
    @Option(names = "--owner", paramLabel = "TEXT", description = "Who answers for it. Default: setting issue.owner.")
    private @Nullable String owner;

    @Option(names = "--purpose", paramLabel = "TEXT", description = "Why it exists. Default: setting issue.purpose.")
    private @Nullable String purpose;

    @Option(
            names = "--playbook",
            paramLabel = "TEXT",
            description = "What to do when it is used, or where that is written. Default: setting issue.playbook.")
    private @Nullable String playbook;

    /** With what is not given from the settings. */
    Stewardship over(Stewardship defaults) {
        return with(defaults);
    }

    final Stewardship with(Stewardship defaults) {
        return new Stewardship(
                owner == null ? defaults.owner() : owner,
                purpose == null ? defaults.purpose() : purpose,
                playbook == null ? defaults.playbook() : playbook);
    }

    /** A user in a real account without somebody who answers for it is soon a riddle. */
    final Stewardship requiredOver(Stewardship defaults) {
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
