package io.keycanary.cli;

import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.MonthlyCost;
import io.keycanary.token.ManagedAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pipeline cost}. */
@Command(
        name = "cost",
        description = {
            "Estimates what a pipeline costs a month, path by path, by AWS's list prices and the number of management events.",
            "Without --events that number comes from the event history: the last whole hour but one, in each region of",
            "the pipeline. Nothing is changed."
        },
        footer = {"", "Example: keycanary pipeline cost --account prod --events 3500000"})
final class PipelineCostCommand implements Callable<Integer> {
    /** 20 seconds for each region, and 2,000 events. */
    private static final int MOST_PAGES = 40;

    private final Workplace work;
    private final Supplier<HistoryLookup> history;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Option(names = "--events", paramLabel = "N", description = "Management events of all regions in a month.")
    private @Nullable Long events;

    @Option(
            names = "--second-trail",
            description =
                    "Another trail records management events already, and the pipeline makes its own all the same.")
    private boolean secondTrail;

    @Option(names = "--data-events", description = "With a trail for the data events of decoys.")
    private boolean dataEvents;

    private final List<String> notes = new ArrayList<>();

    PipelineCostCommand(Workplace work, Supplier<HistoryLookup> history) {
        this.work = work;
        this.history = history;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (events != null && events < 0) {
            throw CommandFailure.badInput("--events is 0 or more, not " + events);
        }
        Blueprint blueprint = options.blueprint(work);
        double perMonth = events == null ? MonthlyCost.perMonth(sampled(blueprint)) : events;
        show(new MonthlyCost(blueprint, perMonth, secondTrail, dataEvents));
        return Exit.OK;
    }

    /** Events come up to 15 minutes late, so the newest whole hour may not be complete yet. */
    private double sampled(Blueprint blueprint) throws InterruptedException {
        ManagedAccount account = options.account(work);
        Instant to = work.clock().instant().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.HOURS);
        Instant from = to.minus(Duration.ofHours(1));
        AtomicLong count = new AtomicLong();
        for (String region : blueprint.site().regions()) {
            long before = count.get();
            HistoryLookup.Span span = new HistoryLookup.Span(account, region, from, to.minusSeconds(1), MOST_PAGES);
            if (!history.get().lookup(span, record -> count.incrementAndGet())) {
                notes.add(region + " has more than " + (count.get() - before)
                        + " events an hour, so this is the least that it costs: give the number by --events");
            }
        }
        notes.addFirst(count + " events from " + from + " to " + to + " in "
                + String.join(", ", blueprint.site().regions()) + ", times 730 hours");
        return count.get();
    }

    private void show(MonthlyCost cost) {
        notes.add(
                "list prices of us-east-1 as known in November 2026 (check them), without free tiers, in US dollars a month");
        if (work.json()) {
            work.write(new Fields()
                    .with("eventsPerMonth", Math.round(cost.eventsPerMonth()))
                    .with("dollars", cents(cost.dollars()))
                    .with(
                            "items",
                            cost.items().stream()
                                    .map(PipelineCostCommand::document)
                                    .toList())
                    .with("notes", notes)
                    .map());
            return;
        }
        for (MonthlyCost.Item item : cost.items()) {
            work.screen()
                    .line("%-14s %10s  %s: %s".formatted(item.path(), cents(item.dollars()), item.what(), item.how()));
        }
        work.screen().line("%-14s %10s".formatted("together", cents(cost.dollars())));
        notes.forEach(note -> work.screen().line(note));
    }

    private static Object document(MonthlyCost.Item item) {
        return new Fields()
                .with("path", item.path())
                .with("what", item.what())
                .with("how", item.how())
                .with("dollars", cents(item.dollars()))
                .map();
    }

    private static String cents(double dollars) {
        return String.format(Locale.ROOT, "%.2f", dollars);
    }
}
