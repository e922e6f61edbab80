package io.keycanary.desk;

import io.keycanary.audit.Area;
import io.keycanary.audit.Audit;
import io.keycanary.audit.Finding;
import io.keycanary.audit.NotChecked;
import io.keycanary.audit.NotChecked.Kind;
import io.keycanary.audit.Part;
import io.keycanary.audit.Part.Standing;
import io.keycanary.audit.Seen;
import io.keycanary.intake.Ledger;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.FilterPlan;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.PipelineBuilder;
import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.token.AccountConnector.Regions;
import io.keycanary.token.AccountException;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is wrong with the pipelines of an account, told to an audit.
 *
 * @param builder looks at their parts; made when the first is looked at
 * @param regions of an account
 */
public record PipelineLook(
        Ledger ledger,
        Supplier<PipelineBuilder> builder,
        Function<ManagedAccount, Regions> regions,
        InstantSource clock) {
    /** A pipeline whose parts were all looked at, and what is wrong with them. */
    record Looked(InstalledPipeline pipeline, List<Finding> findings) {}

    /** Those that could be looked at. */
    List<Looked> look(ManagedAccount account, Set<Area> leftOut, List<Finding> findings, List<NotChecked> gaps) {
        if (leftOut.contains(Area.PIPELINE)) {
            gaps.add(gap(account, "somebody asked to leave it out", Kind.LEFT_OUT));
            return List.of();
        }
        List<InstalledPipeline> installed = installed(account);
        if (installed.isEmpty()) {
            findings.add(Audit.withoutPipeline(account, clock.instant()));
        } else {
            lookForOtherRegions(account, installed, findings, gaps);
        }
        List<Looked> looked = new ArrayList<>();
        for (InstalledPipeline pipeline : installed) {
            try {
                looked.add(new Looked(pipeline, broken(account, pipeline)));
            } catch (AccountException e) {
                gaps.add(gap(account, String.valueOf(e.getMessage()), Kind.FAILED));
            }
        }
        looked.forEach(one -> findings.addAll(one.findings()));
        return looked;
    }

    /** Every region that a pipeline of the account watches; none without a pipeline. */
    Set<String> regions(ManagedAccount account) {
        Set<String> watched = new TreeSet<>();
        installed(account).forEach(pipeline -> watched.addAll(pipeline.site().regions()));
        return watched;
    }

    private List<InstalledPipeline> installed(ManagedAccount account) {
        return new PipelineDesk(ledger, clock)
                .all().stream()
                        .filter(located -> located.account().equals(account))
                        .map(PipelineDesk.Located::pipeline)
                        .toList();
    }

    /** What is wrong with its parts, the gravest first. */
    private List<Finding> broken(ManagedAccount account, InstalledPipeline pipeline) {
        List<Link> links = builder.get().look(account, blueprint(account, pipeline), pipeline.choice());
        Seen<List<Part>> parts =
                new Seen<>(parts(account, links), "pipeline " + pipeline.site().name(), clock.instant());
        return Audit.ofPipeline(account, parts).stream()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }

    /** A trail is in every region; rules are in those that were named when they were made. */
    private void lookForOtherRegions(
            ManagedAccount account, List<InstalledPipeline> installed, List<Finding> findings, List<NotChecked> gaps) {
        if (installed.stream().noneMatch(pipeline -> pipeline.choice().fast())) {
            return;
        }
        try {
            Set<String> unwatched = new TreeSet<>(regions.apply(account).on());
            installed.forEach(pipeline -> unwatched.removeAll(pipeline.site().regions()));
            if (!unwatched.isEmpty()) {
                findings.add(Audit.unwatched(account, unwatched, clock.instant()));
            }
        } catch (AccountException e) {
            gaps.add(gap(account, String.valueOf(e.getMessage()), Kind.FAILED));
        }
    }

    /** As it should be for the tokens of now; the retired too, because a session outlives its key. */
    private Blueprint blueprint(ManagedAccount account, InstalledPipeline pipeline) {
        List<CanaryToken> watched = ledger.read(stores -> Names.in(account.account(), stores.tokens()));
        return Blueprint.of(
                pipeline.site(),
                watched,
                List.of(account.path()),
                FilterPlan.MAX_FILTERS,
                pipeline.subscribers(),
                pipeline.choice().rules().byPath());
    }

    private static NotChecked gap(ManagedAccount account, String why, Kind kind) {
        return new NotChecked(account.account().id(), Area.PIPELINE, Area.PIPELINE.words(), why, kind);
    }

    private static List<Part> parts(ManagedAccount account, List<Link> links) {
        List<Part> parts = new ArrayList<>();
        for (Link link : links) {
            switch (link.standing()) {
                case GOOD -> {}
                case WAITING -> parts.add(part(account, link, Standing.WAITING));
                case MISSING, WRONG, FULL -> parts.add(part(account, link, Standing.BROKEN));
                case FOREIGN -> parts.add(part(account, link, Standing.FOREIGN));
            }
        }
        return parts;
    }

    private static Part part(ManagedAccount account, Link link, Standing standing) {
        return new Part(link.part(), account.access().region(), standing, link.detail());
    }
}
