package io.keycanary.aws;

import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Ledger;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.RecordSource;
import io.keycanary.token.AccountConnector.Regions;
import io.keycanary.token.AccountException;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event history of an account without a pipeline, in all regions that are switched on and have no source of their own.
 * They are read one after the other, by one source: there are dozens, and in most of them nothing happens. When the account
 * does not say which are on, none is read here, and that is logged once.
 *
 * <p>Not safe to share between threads, but for {@link #problem()}.
 */
public final class OtherRegionsSource implements RecordSource {
    /** How often it is looked whether a region came or went; AWS itself is asked once a day. */
    static final Duration EVERY = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(OtherRegionsSource.class);

    private final Located where;
    private final EventHistory history;
    private final Function<ManagedAccount, Regions> regions;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Map<String, HistorySource> sources = new ConcurrentSkipListMap<>();
    private Instant nextAsk = Instant.MIN;
    private @Nullable String told;

    /**
     * Touches nothing before it is polled.
     *
     * @param regions of an account, by an answer that is at most a day old; may fail with an {@link AccountException}
     */
    public OtherRegionsSource(
            Located where,
            EventHistory history,
            Function<ManagedAccount, Regions> regions,
            Ledger ledger,
            InstantSource clock) {
        this.where = where;
        this.history = history;
        this.regions = regions;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "history:" + PipelineQueue.of(where) + "/other-regions";
    }

    @Override
    public DetectionPath path() {
        return DetectionPath.EVENT_HISTORY;
    }

    @Override
    public @Nullable String problem() {
        String problems = sources.values().stream()
                .map(HistorySource::problem)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
        return problems.isEmpty() ? null : problems;
    }

    @Override
    public void poll(Sink sink) throws InterruptedException {
        Instant now = clock.instant();
        if (!now.isBefore(nextAsk) || nextAsk.isAfter(now.plus(EVERY))) {
            nextAsk = now.plus(EVERY);
            watch(others());
        }
        for (HistorySource source : sources.values()) {
            source.poll(sink);
        }
    }

    /** What was known stays when the account does not say: a region is not given up for a refused question. */
    private Collection<String> others() throws InterruptedException {
        try {
            Set<String> on = new TreeSet<>(regions.apply(where.account()).on());
            on.removeAll(where.pipeline().site().regions());
            told = null;
            return on;
        } catch (AccountException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            String words = "account " + where.account().name() + " is watched in "
                    + String.join(", ", where.pipeline().site().regions())
                    + (sources.isEmpty() ? " alone" : " and those known so far") + ": " + e.getMessage();
            if (!words.equals(told)) {
                LOG.warn("{}", Printable.line(words, 500));
            }
            told = words;
            return Set.copyOf(sources.keySet());
        }
    }

    private void watch(Collection<String> wanted) {
        sources.keySet().retainAll(wanted);
        wanted.forEach(region ->
                sources.computeIfAbsent(region, name -> new HistorySource(where, name, history, ledger, clock)));
    }
}
