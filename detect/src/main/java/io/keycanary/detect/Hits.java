package io.keycanary.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was found in one record, in its order; settled only at its end, because a name needs members that may follow. */
final class Hits {
    /**
     * @param subject null for a quarantine policy, which goes with every exposure of the record
     * @param condition null when the value alone is enough
     */
    private record Hit(
            String path,
            @Nullable Subject subject,
            MatchKind kind,
            @Nullable Named condition) {}

    /** What one record says about one subject. */
    record Finding(Subject subject, MatchKind kind, List<String> paths) {}

    private final List<Hit> hits = new ArrayList<>();

    void add(String path, Subject subject, MatchKind kind) {
        hits.add(new Hit(path, subject, kind, null));
    }

    void addIf(String path, Named named, MatchKind kind) {
        hits.add(new Hit(path, named.subject(), kind, named));
    }

    void addPolicy(String path) {
        hits.add(new Hit(path, null, MatchKind.EXPOSURE, null));
    }

    /** Drops the names that do not hold. */
    void settle(Set<String> eventSources, Set<String> accounts) {
        hits.removeIf(hit -> hit.condition() != null && !hit.condition().holds(eventSources, accounts));
    }

    /** Drops all when the record is not about what they mean. */
    void keep(boolean any) {
        if (!any) {
            hits.clear();
        }
    }

    /** Whether the record quarantines the tokens that it names: then what looked like tampering is an exposure. */
    void exposed(boolean exposed) {
        hits.replaceAll(hit -> {
            boolean named = hit.kind() == MatchKind.TAMPER
                    && hit.subject() != null
                    && !hit.subject().sensor();
            return exposed && named ? new Hit(hit.path(), hit.subject(), MatchKind.EXPOSURE, null) : hit;
        });
    }

    /** One finding per subject: the strongest kind and the paths that gave it. */
    List<Finding> findings() {
        Map<Subject, MatchKind> kinds = new LinkedHashMap<>();
        for (Hit hit : hits) {
            if (hit.subject() != null) {
                kinds.merge(hit.subject(), hit.kind(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
        }
        List<Finding> findings = new ArrayList<>();
        kinds.forEach((subject, kind) -> findings.add(new Finding(subject, kind, paths(subject, kind))));
        return findings;
    }

    private List<String> paths(Subject subject, MatchKind kind) {
        Set<String> paths = new LinkedHashSet<>();
        for (Hit hit : hits) {
            if (hit.kind() == kind && (hit.subject() == null || hit.subject().equals(subject))) {
                paths.add(hit.path());
            }
        }
        return List.copyOf(paths);
    }
}
