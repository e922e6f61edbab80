package io.keycanary.cli;

import io.keycanary.respond.Condition;
import io.keycanary.respond.Playbook;
import io.keycanary.respond.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a playbook looks, for programs and in words. */
record PlaybookDocument(Playbook playbook) {
    /** Without its steps. */
    Map<String, @Nullable Object> outline() {
        return head().with("steps", playbook.steps().size()).map();
    }

    /** All of it. */
    Map<String, @Nullable Object> whole() {
        return head().with(
                        "steps",
                        playbook.steps().stream().map(PlaybookDocument::of).toList())
                .map();
    }

    private Fields head() {
        return new Fields()
                .with("playbook", playbook.name())
                .with("version", playbook.version())
                .with("title", playbook.title())
                .with("for", words(playbook.scope()));
    }

    private static Map<String, @Nullable Object> of(Step step) {
        Step.Due due = step.due();
        return new Fields()
                .with("id", step.id())
                .with("title", step.title())
                .with("text", step.text())
                .with("owner", step.owner())
                .with("work", words(step.work()))
                .with("due", due == null ? null : words(due))
                .with("after", step.after())
                .with("when", words(step.when()))
                .map();
    }

    /** Who, when, by what, in which situations. */
    static String facts(Step step) {
        List<String> facts = new ArrayList<>(List.of(words(step.work()), "owner " + step.owner()));
        Step.Due due = step.due();
        if (due != null) {
            facts.add("due " + words(due));
        }
        if (!step.after().isEmpty()) {
            facts.add("after " + String.join(", ", step.after()));
        }
        if (!step.when().equals(Condition.ALWAYS)) {
            facts.add("when " + words(step.when()));
        }
        return String.join("; ", facts);
    }

    static String words(Step.Work work) {
        return switch (work) {
            case Step.Manual manual -> "manual";
            case Step.Query query -> "query " + query.kind().word();
            case Step.Action action ->
                "action " + action.kind().word() + (action.automatic() ? " (automatic where allowed)" : "");
        };
    }

    private static String words(Step.Due due) {
        return words(due.within()) + (due.step() == null ? "" : " after " + due.step());
    }

    static String words(Duration time) {
        if (time.toMinutes() % (24 * 60) == 0) {
            return time.toDays() + "d";
        }
        return time.toMinutes() % 60 == 0 ? time.toHours() + "h" : time.toMinutes() + "m";
    }

    static String words(Playbook.Scope scope) {
        List<String> words = new ArrayList<>();
        add(words, "sighting", scope.kinds());
        add(words, "placement", scope.places());
        add(words, "path", scope.paths());
        return words.isEmpty() ? "tokens that name it" : String.join(", ", words);
    }

    private static String words(Condition when) {
        List<String> words = new ArrayList<>();
        if (when.severity() != null) {
            words.add("severity " + Documents.small(when.severity()));
        }
        add(words, "sighting", when.kinds());
        add(words, "placement", when.places());
        if (when.success() != null) {
            words.add("success " + when.success());
        }
        if (when.accounts() != null) {
            words.add("account " + Documents.small(when.accounts()));
        }
        if (!when.done().isEmpty()) {
            words.add("done " + String.join(" ", when.done()));
        }
        return String.join(", ", words);
    }

    private static void add(List<String> words, String name, Collection<? extends Enum<?>> values) {
        if (!values.isEmpty()) {
            words.add(
                    name + " " + values.stream().map(Documents::small).sorted().collect(Collectors.joining(" or ")));
        }
    }
}
