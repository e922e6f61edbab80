package io.keycanary.cli;

import io.keycanary.cli.Screen.Tone;
import io.keycanary.pipeline.Guardrail;
import io.keycanary.pipeline.Guardrail.Scope;
import io.keycanary.pipeline.Guardrail.Tag;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code guardrail scp}. */
@Command(
        name = "scp",
        description = {
            "Writes the service control policies for the accounts in which decoys live, and what they cost.",
            "Nothing is changed: attach them in the management account of the organisation."
        },
        footer = {
            "",
            "Example: keycanary guardrail scp --path /svc/ci/ --tag CostUnit=cn-7f3a --operator"
                    + " 'arn:aws:iam::*:role/TokenManager'"
        })
final class GuardrailScpCommand implements Callable<Integer> {
    private final Workplace work;

    @Option(
            names = "--path",
            required = true,
            paramLabel = "PATH",
            description = "IAM path in which there are decoys only, such as /svc/ci/.")
    private String path = "";

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "The tag that every decoy bears.")
    private @Nullable String tag;

    @Option(
            names = "--operator",
            required = true,
            paramLabel = "ARN",
            description = "Role that manages decoys, * where it may differ. Repeatable.")
    private List<String> operators = List.of();

    @Option(names = "--dedicated", description = "The account holds nothing but decoys: deny groups too.")
    private boolean dedicated;

    GuardrailScpCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        try {
            Scope scope = new Scope(path, tag(), operators, dedicated);
            write(List.of(Guardrail.protecting(scope), Guardrail.silencing(scope)), Guardrail.tradeOffs(scope));
            return Exit.OK;
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Tag tag() {
        if (tag == null) {
            return null;
        }
        int equals = tag.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("a tag is written KEY=VALUE, unlike \"" + tag + "\"");
        }
        return new Tag(tag.substring(0, equals), tag.substring(equals + 1));
    }

    private void write(List<Guardrail> policies, List<String> tradeOffs) {
        if (work.json()) {
            work.write(new Fields()
                    .with(
                            "policies",
                            policies.stream().map(GuardrailScpCommand::document).toList())
                    .with("tradeOffs", tradeOffs)
                    .map());
            return;
        }
        for (Guardrail policy : policies) {
            work.screen().line(work.screen().toned(Tone.STRONG, policy.name()) + ": " + policy.purpose());
            work.screen().line("(" + policy.text().length() + " of " + Guardrail.MAX_CHARS + " characters)");
            work.screen().line(policy.text());
            work.screen().line("");
        }
        work.screen().line(work.screen().toned(Tone.STRONG, "What to know"));
        tradeOffs.forEach(line -> work.screen().line("- " + line));
    }

    private static Map<String, @Nullable Object> document(Guardrail policy) {
        return new Fields()
                .with("name", policy.name())
                .with("purpose", policy.purpose())
                .with("document", policy.text())
                .map();
    }
}
