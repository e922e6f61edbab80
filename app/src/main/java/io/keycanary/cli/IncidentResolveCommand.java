package io.keycanary.cli;

import io.keycanary.incident.Incident;
import io.keycanary.incident.Verdict;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code incident resolve}. */
@Command(
        name = "resolve",
        description = "Closes an incident with a verdict.",
        footer = {"", "Example: keycanary incident resolve 1f3a9c20 --verdict true-positive --note 'laptop was stolen'"
        })
final class IncidentResolveCommand extends IncidentMove {
    @Option(
            names = "--verdict",
            paramLabel = "VERDICT",
            required = true,
            description = "true-positive (an intruder, or a leak), benign-positive (a real use by someone allowed to"
                    + " test) or false-positive (not a use at all).")
    private String verdict = "";

    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "Why, for the timeline.")
    private String text = "";

    IncidentResolveCommand(Workplace work) {
        super(work);
    }

    @Override
    Incident move(Workplace at, UUID incident) {
        return at.incidents().resolve(incident, OptionalLong.empty(), at.actor(), verdict(), text);
    }

    private Verdict verdict() {
        return Arrays.stream(Verdict.values())
                .filter(v -> Documents.small(v)
                        .equals(verdict.toLowerCase(java.util.Locale.ROOT).replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> CommandFailure.badInput("--verdict is one of "
                        + Arrays.stream(Verdict.values()).map(Documents::small).collect(Collectors.joining(", "))
                        + ", not \"" + verdict + "\""));
    }
}
