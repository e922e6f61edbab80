package io.keycanary.integrity;

import io.keycanary.integrity.IntegrityFinding.Kind;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Finds the log files that no digest lists. */
final class UnlistedLogs {
    private final int part;
    private final Inventory inventory;
    private final Coverage coverage;
    private final Tally tally;
    private final Map<Scope, Group> groups = new TreeMap<>(
            Comparator.comparing(Scope::account).thenComparing(Scope::region).thenComparing(Scope::prefix));

    /** Log files outside the time of digests are told together. */
    private record Group(String firstPath, Span span, long count) {
        Group and(Group other) {
            return new Group(firstPath, span.and(other.span), count + other.count);
        }
    }

    UnlistedLogs(int part, Inventory inventory, Coverage coverage, Tally tally) {
        this.part = part;
        this.inventory = inventory;
        this.coverage = coverage;
        this.tally = tally;
    }

    /** Lists the files once more, now that all digests are read. */
    void report(TrailFiles files) throws InterruptedException {
        files.visit((folder, name) -> LogName.of(name)
                .filter(log -> !inventory.isListed(name))
                .ifPresent(log -> unlisted(folder, name, log)));
        groups.forEach(this::outside);
        if (inventory.digests().isEmpty() && groups.isEmpty()) {
            tally.finding(
                    part,
                    new IntegrityFinding(
                            Kind.UNVERIFIABLE,
                            "-",
                            null,
                            null,
                            null,
                            null,
                            null,
                            "no digest files and no log files are here"));
        }
    }

    private void unlisted(String folder, String name, LogName log) {
        Scope scope = new Scope(Scope.prefix(folder), log.account(), log.region());
        String path = Inventory.path(folder, name);
        if (coverage.covers(scope, log.time())) {
            tally.finding(
                    part,
                    new IntegrityFinding(
                            Kind.UNLISTED,
                            path,
                            log.account(),
                            log.region(),
                            null,
                            log.time(),
                            log.time(),
                            "no digest lists it, though digests cover its time"));
        } else {
            tally.uncovered(1);
            groups.merge(scope, new Group(path, new Span(log.time(), log.time()), 1), Group::and);
        }
    }

    private void outside(Scope scope, Group group) {
        boolean known = coverage.knows(scope);
        tally.finding(
                part,
                new IntegrityFinding(
                        known ? Kind.UNCOVERED : Kind.UNVERIFIABLE,
                        group.firstPath(),
                        scope.account(),
                        scope.region(),
                        null,
                        group.span().from(),
                        group.span().to(),
                        known
                                ? group.count()
                                        + " log files outside the time of the digests, of which this is the first"
                                : "no usable digest for " + group.count() + " log files, of which this is the first"));
    }
}
