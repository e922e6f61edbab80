package io.keycanary.cli;

import io.keycanary.desk.PolicyDesk.Policy;
import io.keycanary.desk.PolicyDesk.Rules;
import io.keycanary.token.TokenState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the decoy policy says. */
final class PolicyText {
    static final String TITLE = "Decoy policy";

    private static final String NOBODY = "nobody is named";

    private final Policy policy;
    private final Rules rules;

    PolicyText(Policy policy) {
        this.policy = policy;
        this.rules = policy.rules();
    }

    String page(Sheet sheet) {
        sheet.text("Made " + IncidentStory.whole(policy.madeAt()) + "; to be reviewed by " + day(policy.reviewBy())
                + ". It says how decoys are recognised: give it to those who plant them and to those who respond, and to"
                + " nobody else.");
        sheet.heading("Who answers for decoys");
        sheet.text(rules.owner().isEmpty() ? NOBODY : rules.owner());
        sheet.heading("Who may plant them");
        sheet.text(rules.planters().isEmpty() ? NOBODY : String.join(", ", rules.planters()));
        never(sheet);
        sheet.heading("Who is called");
        sheet.text(rules.contacts().isEmpty() ? NOBODY : String.join(", ", rules.contacts()));
        sheet.heading("How they are named");
        sheet.text(
                rules.naming().isEmpty()
                        ? "Each is named by hand, as the real users of its account are."
                        : "Users of decoys follow the pattern " + rules.naming() + ".");
        sheet.table(
                List.of("account", "id", "path of its decoys"),
                policy.accounts().stream()
                        .map(account ->
                                List.of(account.name(), account.account().id(), account.path()))
                        .toList());
        sheet.heading("What is done when one is used");
        sheet.table(
                List.of("playbook"), rules.playbooks().stream().map(List::of).toList());
        coverage(sheet);
        return sheet.end();
    }

    private static String day(java.time.Instant at) {
        return at.toString().substring(0, 10);
    }

    private static void never(Sheet sheet) {
        sheet.heading("What nobody does");
        sheet.text(
                "Nobody uses the key of a decoy: not to try whether it works, not in a script, not because it lay there."
                        + " Every use is an incident. Whoever wants proof runs `keycanary drill`; whoever expects a use, as of a"
                        + " secret scanner or a red team, says so before with `keycanary expect add`.");
        sheet.text(
                "Nobody gives a decoy a permission, a group, a password or a second key, and nobody deletes one but by"
                        + " `keycanary token retire`. Each decoy has one place alone, so that an alert names the leak.");
    }

    private void coverage(Sheet sheet) {
        sheet.heading("Coverage");
        long used = sum(policy.states());
        long armed = policy.states().getOrDefault(TokenState.ARMED, 0L);
        sheet.text(used + " decoys are in use, " + armed + " of them armed (audited and proven by a drill); "
                + policy.unplaced() + " have no recorded place.");
        sheet.table(List.of("state", "decoys"), rows(policy.states()));
        sheet.table(List.of("kind of place", "places"), rows(policy.places()));
        sheet.table(List.of("owner", "decoys"), rows(policy.owners()));
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<List<String>> rows(Map<?, Long> counts) {
        return counts.entrySet().stream()
                .map(one -> List.of(
                        one.getKey() instanceof Enum<?> word ? Documents.small(word) : Screen.safe(one.getKey()),
                        String.valueOf(one.getValue())))
                .toList();
    }

    /** What a policy should say and this one does not, with the setting that says it. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (rules.owner().isEmpty()) {
            missing.add("who answers for decoys (setting policy.owner)");
        }
        if (rules.planters().isEmpty()) {
            missing.add("who may plant them (setting policy.planters)");
        }
        if (rules.contacts().isEmpty()) {
            missing.add("who is called (setting policy.contacts)");
        }
        return missing;
    }

    Map<String, @Nullable Object> document() {
        return new Fields()
                .with("madeAt", policy.madeAt())
                .with("reviewBy", policy.reviewBy())
                .with("owner", rules.owner())
                .with("planters", rules.planters())
                .with("contacts", rules.contacts())
                .with("naming", rules.naming())
                .with("playbooks", rules.playbooks())
                .with("accounts", policy.accounts().stream().map(Documents::of).toList())
                .with("states", small(policy.states()))
                .with("places", small(policy.places()))
                .with("owners", policy.owners())
                .with("unplaced", policy.unplaced())
                .map();
    }

    private static Map<String, Long> small(Map<? extends Enum<?>, Long> counts) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(
                        one -> Documents.small(one.getKey()),
                        Map.Entry::getValue,
                        (a, b) -> a,
                        java.util.TreeMap::new));
    }
}
