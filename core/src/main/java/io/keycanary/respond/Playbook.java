package io.keycanary.respond;

import io.keycanary.incident.SightingKind;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.Placement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to do about an incident.
 *
 * @param name as tokens name it
 * @param version grows with each edit; a running incident keeps the one that it began with
 * @param title what it is for
 * @param scope incidents that it is for where the token names none
 * @param steps in the order in which they are shown
 */
public record Playbook(String name, int version, String title, Scope scope, List<Step> steps) {
    /** Copies the list. */
    public Playbook {
        steps = List.copyOf(steps);
    }

    /** The step of this id. */
    public Optional<Step> step(String id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst();
    }

    /**
     * Which incidents a playbook is for, by how they opened. What is empty asks for nothing.
     *
     * @param kinds of sighting
     * @param places where the token is planted
     * @param paths only these paths delivered the sighting
     */
    public record Scope(Set<SightingKind> kinds, Set<Placement.Kind> places, Set<DetectionPath> paths) {
        private static final int PATH = 4;
        private static final int PLACE = 2;

        /** Copies the sets. */
        public Scope {
            kinds = Set.copyOf(kinds);
            places = Set.copyOf(places);
            paths = Set.copyOf(paths);
        }

        boolean covers(Situation opened, Set<DetectionPath> deliveredBy) {
            return exactness() > 0
                    && (kinds.isEmpty() || kinds.stream().anyMatch(opened.kinds()::contains))
                    && (places.isEmpty() || places.stream().anyMatch(opened.places()::contains))
                    && (paths.isEmpty() || paths.containsAll(deliveredBy));
        }

        /** How much it asks for: a path says more than a place, and that more than a kind. */
        int exactness() {
            return (paths.isEmpty() ? 0 : PATH) + (places.isEmpty() ? 0 : PLACE) + (kinds.isEmpty() ? 0 : 1);
        }
    }
}
