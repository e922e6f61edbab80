package io.keycanary.incident;

import io.keycanary.incident.Novelty.Aspect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How far an intruder went, from 0 to 100: the sum of what was tried, each thing once, bounded. It says nothing of what
 * succeeded elsewhere, and how often something was tried does not count. It follows from what the incident has seen, in
 * whatever order that came.
 *
 * @param score 0 to 100
 * @param reasons what it is the sum of, the heaviest first; their sum may be above the bound
 */
public record Risk(int score, List<Reason> reasons) {
    private static final int MOST = 100;
    /** Whoever signs wrongly has not got the key: nothing that is tried so goes anywhere. */
    private static final int MOST_UNAUTHENTICATED = 10;

    private static final int SHOWN = 4;

    /** What a score stands for. */
    public enum Grade {
        /** Below 25: a look. */
        LOW,
        /** From 25: looking for more. */
        MODERATE,
        /** From 50: harm was meant. */
        HIGH,
        /** From 75: harm was meant in several ways, or done. */
        CRITICAL
    }

    /** One part of the sum. */
    public record Reason(int points, String words) {}

    /** Copies the list. */
    public Risk {
        reasons = List.copyOf(reasons);
    }

    /** The risk of an incident as it is. */
    public static Risk of(Incident incident) {
        List<Reason> reasons = new ArrayList<>();
        incident.seen().forEach(novelty -> of(novelty, reasons));
        if (networks(incident) > 1) {
            reasons.add(new Reason(10, "from " + networks(incident) + " networks"));
        }
        if (incident.campaign() != null) {
            reasons.add(new Reason(10, "other tokens too"));
        }
        reasons.sort(Comparator.comparingInt(Reason::points).reversed().thenComparing(Reason::words));
        int sum = reasons.stream().mapToInt(Reason::points).sum();
        return new Risk(Math.min(sum, incident.authenticated() ? MOST : MOST_UNAUTHENTICATED), reasons);
    }

    private static void of(Novelty novelty, List<Reason> reasons) {
        switch (novelty.aspect()) {
            case TACTIC ->
                Objective.named(novelty.value())
                        .ifPresent(objective -> reasons.add(new Reason(points(objective), objective.words())));
            case SUCCESS -> reasons.add(new Reason(30, novelty.value() + " went through"));
            case KIND -> kind(novelty.value(), reasons);
            case SESSION -> reasons.add(new Reason(15, "a derived session is in use"));
            case NETWORK, REGION, SERVICE, FINDING -> {}
        }
    }

    private static void kind(String kind, List<Reason> reasons) {
        if (kind.equals(SightingKind.EXPOSURE.name())) {
            reasons.add(new Reason(25, "the key is public"));
        } else if (kind.equals(SightingKind.TAMPER.name())) {
            reasons.add(new Reason(20, "the decoy itself was touched"));
        }
    }

    private static int points(Objective objective) {
        return switch (objective) {
            case OTHER -> 5;
            case CREDENTIAL_CHECK, RECON -> 10;
            case IDENTITY_RECON, STORAGE_RECON, CONSOLE_ACCESS -> 15;
            case SESSION, LATERAL_MOVEMENT -> 20;
            case LLM_JACKING, MAIL_ABUSE, SMS_ABUSE, CRYPTOMINING, CREDENTIAL_ACCESS -> 30;
            case EXFILTRATION, EXECUTION, PERSISTENCE, PRIVILEGE_ESCALATION, DEFENSE_EVASION -> 40;
            case DESTRUCTION -> 50;
        };
    }

    private static long networks(Incident incident) {
        return incident.seen().stream()
                .filter(novelty -> novelty.aspect() == Aspect.NETWORK)
                .count();
    }

    /** Its grade. */
    public Grade grade() {
        return Grade.values()[Math.min(score / 25, Grade.values().length - 1)];
    }

    /** {@code 50 of 100 (high): persistence +40, credential check +10}; it may quote records. */
    public String words() {
        String shown = reasons.stream()
                .limit(SHOWN)
                .map(reason -> reason.words() + " +" + reason.points())
                .collect(Collectors.joining(", "));
        String more = reasons.size() > SHOWN ? ", and " + (reasons.size() - SHOWN) + " more" : "";
        return score + " of 100 (" + grade().name().toLowerCase(java.util.Locale.ROOT) + ")"
                + (reasons.isEmpty() ? "" : ": " + shown + more);
    }
}
