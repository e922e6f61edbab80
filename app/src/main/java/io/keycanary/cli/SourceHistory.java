package io.keycanary.cli;

import io.keycanary.incident.Incident;
import io.keycanary.incident.Novelty;
import io.keycanary.incident.Novelty.Aspect;
import io.keycanary.token.AccountException;
import io.keycanary.token.ManagedAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Asks the event history of an account who else came from the addresses of an incident, from an hour before it to an hour
 * after it. The history cannot be searched by address, so all events of that time are read, up to a bound.
 */
final class SourceHistory {
    private static final Duration AROUND = Duration.ofHours(1);

    /** How far back AWS keeps it. */
    private static final Duration KEPT = Duration.ofDays(90);

    /** A minute for each region. */
    private static final int MOST_PAGES = 120;

    /** Where events of global services (IAM, STS) are. */
    private static final String GLOBAL = "us-east-1";

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");

    private final HistoryLookup history;
    private final ManagedAccount account;
    private final Instant from;
    private final Instant to;
    private final Set<String> regions = new TreeSet<>(Set.of(GLOBAL));

    /**
     * Of the time of an incident, in the regions that it was seen in, the account's own and that of global services.
     *
     * @param more regions to ask, too
     */
    SourceHistory(
            HistoryLookup history, ManagedAccount account, Incident incident, Instant now, Collection<String> more) {
        this.history = history;
        this.account = account;
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        this.from = later(incident.firstSeenAt().minus(AROUND), second.minus(KEPT));
        this.to = later(from, earlier(incident.lastSeenAt().plus(AROUND), second));
        regions.add(account.access().region());
        regions.addAll(more);
        incident.seen().stream()
                .filter(novelty -> novelty.aspect() == Aspect.REGION)
                .map(Novelty::value)
                .filter(region -> REGION.matcher(region).matches())
                .forEach(regions::add);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    static boolean region(String text) {
        return REGION.matcher(text).matches();
    }

    /** Reads it into the hunt; a region that does not answer leaves the others. */
    void into(SourceHunt hunt, Progress progress) throws InterruptedException {
        for (String region : regions) {
            ask(hunt, progress, region);
        }
        progress.clear();
        hunt.note("the event history of account " + account.name() + " was read from " + from + " to " + to + " in "
                + String.join(", ", regions));
    }

    private void ask(SourceHunt hunt, Progress progress, String region) throws InterruptedException {
        long before = hunt.events();
        try {
            HistoryLookup.Span span = new HistoryLookup.Span(account, region, from, to, MOST_PAGES);
            boolean whole = history.lookup(span, event -> {
                hunt.event(event);
                progress.show(() -> region + ": " + (hunt.events() - before) + " events read");
            });
            if (!whole) {
                hunt.missing("the oldest events of " + region + ": more than " + (hunt.events() - before)
                        + " events in that time; ask Athena or Insights by the text above");
            }
        } catch (AccountException e) {
            hunt.missing("the event history of " + region + ": " + e.getMessage());
        }
    }
}
