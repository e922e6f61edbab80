package io.keycanary.cli;

import io.keycanary.cli.Screen.Tone;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.FilterPlan;
import io.keycanary.pipeline.MetricFilter.Identifier;
import io.keycanary.pipeline.PipelineBuilder.Link;
import io.keycanary.pipeline.PipelineBuilder.Standing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a pipeline is shown. */
final class PipelinePages {
    private static final Map<Standing, Tone> TONES = Map.of(
            Standing.GOOD, Tone.GOOD,
            Standing.WAITING, Tone.CAUTION,
            Standing.MISSING, Tone.CAUTION,
            Standing.WRONG, Tone.ALARM,
            Standing.FOREIGN, Tone.ALARM,
            Standing.FULL, Tone.ALARM);

    private final Workplace work;

    PipelinePages(Workplace work) {
        this.work = work;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void links(List<Link> links, Set<Standing> shown) {
        for (Link link : links) {
            if (work.json()) {
                work.write(new Fields()
                        .with("part", link.part())
                        .with("standing", word(link.standing()))
                        .with("detail", link.detail())
                        .map());
            } else if (shown.contains(link.standing())) {
                String standing = "%-8s".formatted(word(link.standing()));
                Tone tone = TONES.getOrDefault(link.standing(), Tone.FAINT);
                work.screen()
                        .line(work.screen().toned(tone, standing) + " " + link.part()
                                + (link.detail().isEmpty() ? "" : ": " + Screen.safe(link.detail())));
            }
        }
    }

    /** Which token is covered by which filter. */
    void coverage(Blueprint blueprint) {
        FilterPlan plan = blueprint.plan();
        Table table = new Table("TOKEN", "PATH", "PRINCIPAL ID", "ACCESS KEY", "SIGN-IN");
        for (FilterPlan.Coverage coverage : plan.coverage()) {
            if (work.json()) {
                work.write(document(coverage));
            }
            table.row(
                    coverage.label(),
                    names(coverage, Identifier.PATH),
                    names(coverage, Identifier.PRINCIPAL_ID),
                    names(coverage, Identifier.ACCESS_KEY),
                    names(coverage, Identifier.SIGN_IN));
        }
        if (work.json()) {
            return;
        }
        table.print(work.screen());
        long none = plan.coverage().stream().filter(FilterPlan.Coverage::none).count();
        work.screen()
                .line(plan.filters().size() + " metric filters of at most " + FilterPlan.MAX_FILTERS
                        + (plan.left() == 0 ? "" : "; " + plan.left() + " more found no room")
                        + (none == 0 ? "" : "; " + none + " tokens are covered by none"));
        work.screen().line(blueprint.rules() + " rules in the region that needs most");
    }

    private static String names(FilterPlan.Coverage coverage, Identifier by) {
        return String.join(" ", coverage.filters().getOrDefault(by, List.of()));
    }

    private static Map<String, @Nullable Object> document(FilterPlan.Coverage coverage) {
        Fields filters = new Fields();
        coverage.filters().forEach((by, names) -> filters.with(word(by), names));
        return new Fields()
                .with("token", coverage.token())
                .with("label", coverage.label())
                .with("filters", filters.map())
                .map();
    }
}
