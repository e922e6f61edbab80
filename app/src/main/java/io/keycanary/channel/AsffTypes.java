package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertFacts;
import io.keycanary.incident.Technique;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The types of a finding by the taxonomy of the AWS Security Finding Format: tactics of ATT&amp;CK stand under
 * {@code TTPs}, what they come to under {@code Effects}.
 */
final class AsffTypes {
    private AsffTypes() {}

    /** At least one, the closest first. */
    static List<String> of(Alert alert) {
        if (alert.incident() == null) {
            return List.of("Software and Configuration Checks/KeyCanary");
        }
        AlertFacts facts = alert.facts();
        AlertFacts.Act act = facts == null ? null : facts.act();
        Set<String> types = new LinkedHashSet<>();
        if (act != null) {
            act.attempt().techniques().forEach(technique -> types.add(type(technique)));
        }
        types.add("TTPs/Initial Access/Decoy Credential Used");
        return List.copyOf(types);
    }

    private static String type(Technique technique) {
        String classifier = "/" + technique.id() + " " + technique.title().replace('/', ' ');
        return switch (technique.tactic()) {
            case EXFILTRATION -> "Effects/Data Exfiltration" + classifier;
            case IMPACT -> impact(technique) + classifier;
            case INITIAL_ACCESS,
                    EXECUTION,
                    PERSISTENCE,
                    PRIVILEGE_ESCALATION,
                    DEFENSE_EVASION,
                    CREDENTIAL_ACCESS,
                    DISCOVERY,
                    LATERAL_MOVEMENT,
                    COLLECTION -> "TTPs/" + title(technique.tactic().name()) + classifier;
        };
    }

    private static String impact(Technique technique) {
        return switch (technique) {
            case DATA_DESTRUCTION, LIFECYCLE_DELETION, DATA_ENCRYPTED -> "Effects/Data Destruction";
            default -> "Effects/Resource Consumption";
        };
    }

    /** {@code LATERAL_MOVEMENT} is Lateral Movement. */
    private static String title(String name) {
        StringBuilder title = new StringBuilder();
        for (String word : name.split("_", -1)) {
            title.append(title.isEmpty() ? "" : " ")
                    .append(word.charAt(0))
                    .append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return title.toString();
    }
}
