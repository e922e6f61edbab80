package io.keycanary.cli;

import io.keycanary.cli.Screen.Tone;
import io.keycanary.pipeline.Guardrail;
import io.keycanary.pipeline.GuardrailKeeper.Step;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Service control policies as they are printed, and what is done about them. */
final class GuardrailPages {
    private final Workplace work;

    GuardrailPages(Workplace work) {
        this.work = work;
    }

    void policies(List<Guardrail> policies, List<String> tradeOffs) {
        if (work.json()) {
            work.write(new Fields()
                    .with(
                            "policies",
                            policies.stream().map(GuardrailPages::document).toList())
                    .with("tradeOffs", tradeOffs)
                    .map());
            return;
        }
        for (Guardrail policy : policies) {
            work.screen().line(work.screen().toned(Tone.STRONG, policy.name()) + ": " + policy.purpose());
            work.screen().line("(" + length(policy.text()) + ")");
            work.screen().line(policy.text());
            work.screen().line("");
        }
        tradeOffs(tradeOffs);
    }

    private static String length(String text) {
        return text.length() + " of " + Guardrail.MAX_CHARS + " characters"
                + (text.length() > Guardrail.OLD_MAX_CHARS
                        ? "; where AWS still allows " + Guardrail.OLD_MAX_CHARS + " it is refused"
                        : "");
    }

    private void tradeOffs(List<String> lines) {
        if (!lines.isEmpty()) {
            work.screen().line(work.screen().toned(Tone.STRONG, "What to know"));
            lines.forEach(line -> work.screen().line("- " + line));
        }
    }

    private static Map<String, @Nullable Object> document(Guardrail policy) {
        return new Fields()
                .with("name", policy.name())
                .with("purpose", policy.purpose())
                .with("document", policy.text())
                .map();
    }

    /** What would be done, and what to know before. */
    void plan(List<Step> steps, List<String> tradeOffs) {
        if (work.json()) {
            work.writeAll(steps.stream().map(GuardrailPages::document).toList());
            return;
        }
        steps.forEach(step -> work.screen().line(sentence(step, "create", "update", "attach", "detach", "delete")));
        tradeOffs(tradeOffs);
    }

    void done(Step step) {
        work.screen().tell(sentence(step, "created", "updated", "attached", "detached", "deleted"));
    }

    private static String sentence(
            Step step, String create, String update, String attach, String detach, String delete) {
        return switch (step.move()) {
            case CREATE -> create + " policy " + step.policy() + " (" + length(step.text()) + ")";
            case UPDATE -> update + " policy " + step.policy() + " (" + length(step.text()) + ")" + elsewhere(step);
            case ATTACH -> attach + " policy " + step.policy() + " to " + step.target();
            case DETACH -> detach + " policy " + step.policy() + " from " + step.target() + elsewhere(step);
            case DELETE -> delete + " policy " + step.policy() + ", which nothing has any more";
        };
    }

    private static String elsewhere(Step step) {
        return step.elsewhere() == 0 ? "" : ", which " + step.elsewhere() + " other targets have too";
    }

    private static Map<String, @Nullable Object> document(Step step) {
        return new Fields()
                .with("move", step.move())
                .with("policy", step.policy())
                .with("target", step.target())
                .with("elsewhere", step.elsewhere())
                .with("document", step.text())
                .map();
    }
}
