package io.keycanary.respond;

import io.keycanary.incident.Incident;
import io.keycanary.incident.Novelty;
import io.keycanary.incident.Severity;
import io.keycanary.incident.SightingKind;
import io.keycanary.respond.Condition.AccountKind;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What playbooks and their conditions ask about an incident. Read off what the incident keeps, not off its sightings. */
public record Situation(
        Severity severity, Set<SightingKind> kinds, Set<Placement.Kind> places, boolean success, AccountKind account) {
    /** Copies the sets. */
    public Situation {
        kinds = Set.copyOf(kinds);
        places = Set.copyOf(places);
    }

    /** How it stands with an incident. */
    public static Situation of(Incident incident, CanaryToken token, List<Placement> places) {
        return new Situation(
                incident.severity(),
                kinds(incident),
                places.stream()
                        .filter(place -> place.state() != Placement.State.REMOVED)
                        .map(Placement::kind)
                        .collect(Collectors.toSet()),
                incident.seen().stream().anyMatch(novelty -> novelty.aspect() == Novelty.Aspect.SUCCESS),
                switch (token.account()) {
                    case Account.AwsAccount aws -> AccountKind.AWS;
                    case Account.LocalAccount local -> AccountKind.LOCAL;
                });
    }

    /** A kind is noted with a remark behind it when the signature was wrong. */
    private static Set<SightingKind> kinds(Incident incident) {
        return Arrays.stream(SightingKind.values())
                .filter(kind -> incident.seen().stream()
                        .anyMatch(novelty -> novelty.aspect() == Novelty.Aspect.KIND
                                && novelty.value().split(" ", 2)[0].equals(kind.name())))
                .collect(Collectors.toSet());
    }
}
