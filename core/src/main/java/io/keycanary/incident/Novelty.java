package io.keycanary.incident;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Something about an incident that was not seen in it before, and therefore deserves a new alert.
 *
 * @param value the network, region, service ... itself: attacker-controlled text, capped
 */
public record Novelty(Aspect aspect, String value) {
    private static final int MAX_VALUE_CHARS = 128;
    private static final String WRONG_SIGNATURE = " (wrong signature)";

    /** In what respect it is new. */
    public enum Aspect {
        /** Another kind of sighting. */
        KIND,
        /** Another source network. */
        NETWORK,
        /** Another region. */
        REGION,
        /** Another service. */
        SERVICE,
        /** Another objective. */
        TACTIC,
        /** A call beyond GetCallerIdentity and GetSessionToken went through. */
        SUCCESS,
        /** A derived session is used or was made. */
        SESSION,
        /** An audit found something else, or the same again after it was mended. */
        FINDING
    }

    /** Caps the value. */
    public Novelty {
        value = value.length() <= MAX_VALUE_CHARS ? value : value.substring(0, MAX_VALUE_CHARS);
    }

    /** All aspects of one sighting. */
    static Set<Novelty> of(Sighting sighting) {
        Set<Novelty> all = new LinkedHashSet<>();
        String authenticated = sighting.authenticated() ? "" : WRONG_SIGNATURE;
        all.add(new Novelty(Aspect.KIND, sighting.kind() + authenticated));
        all.add(new Novelty(Aspect.NETWORK, sighting.network().text()));
        addIfKnown(all, Aspect.REGION, sighting.facts().awsRegion());
        addIfKnown(all, Aspect.SERVICE, sighting.facts().eventSource());
        all.add(new Novelty(Aspect.TACTIC, sighting.attempt().objective().words()));
        if (unexpectedSuccess(sighting)) {
            all.add(new Novelty(Aspect.SUCCESS, sighting.attempt().call()));
        }
        if (sighting.identity() instanceof SightingId.FindingId finding) {
            all.add(new Novelty(Aspect.FINDING, finding.at() + " " + finding.statement()));
        }
        String key = sighting.facts().accessKeyId();
        if (sighting.kind() == SightingKind.USE && key != null && key.startsWith("ASIA")) {
            all.add(new Novelty(Aspect.SESSION, key));
        }
        return all;
    }

    /** The kind of sighting that it tells of; empty when it is about something else. */
    Optional<SightingKind> kind() {
        return aspect == Aspect.KIND
                ? Optional.of(SightingKind.valueOf(value.replace(WRONG_SIGNATURE, "")))
                : Optional.empty();
    }

    private static void addIfKnown(Set<Novelty> all, Aspect aspect, @org.jspecify.annotations.Nullable String value) {
        if (value != null && !value.isEmpty()) {
            all.add(new Novelty(aspect, value));
        }
    }

    /**
     * A decoy has no permission: only these two calls, and failed sign-ins, are answered without an error. Where no call is
     * known, as of IAM's last-used data, nothing is known of its answer either.
     */
    static boolean unexpectedSuccess(Sighting sighting) {
        return sighting.kind() == SightingKind.USE
                && sighting.authenticated()
                && sighting.facts().eventName() != null
                && sighting.facts().errorCode() == null
                && sighting.facts().errorMessage() == null
                && !"GetCallerIdentity".equals(sighting.facts().eventName())
                && !"GetSessionToken".equals(sighting.facts().eventName())
                && sighting.attempt().objective() != Objective.CONSOLE_ACCESS;
    }

    @Override
    public String toString() {
        return aspect.name().toLowerCase(java.util.Locale.ROOT) + " " + value;
    }
}
