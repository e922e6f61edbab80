package io.keycanary.respond;

import io.keycanary.source.DetectionPath;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All playbooks there are, by name. */
public record Playbooks(List<Playbook> all) {
    /** No playbooks. */
    public static final Playbooks NONE = new Playbooks(List.of());

    /** Sorts them by name. */
    public Playbooks {
        all = all.stream().sorted(Comparator.comparing(Playbook::name)).toList();
    }

    /** The one of this name. */
    public Optional<Playbook> find(String name) {
        return all.stream().filter(playbook -> playbook.name().equals(name)).findFirst();
    }

    /**
     * The one for an incident: that which the token names, else the most exact one that covers it, the first by name of
     * several.
     *
     * @param named what the token says; free text that names none chooses none
     * @param deliveredBy the paths that delivered the first sighting
     */
    public Optional<Playbook> choose(String named, Situation opened, Set<DetectionPath> deliveredBy) {
        return find(named)
                .or(() -> all.stream()
                        .filter(playbook -> playbook.scope().covers(opened, deliveredBy))
                        .max(Comparator.<Playbook>comparingInt(
                                        playbook -> playbook.scope().exactness())
                                .thenComparing(Playbook::name, Comparator.reverseOrder())));
    }
}
