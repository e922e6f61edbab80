package io.keycanary.desk;

import io.keycanary.alert.Delivery;
import io.keycanary.alert.Outbox;
import io.keycanary.desk.PeriodReport.Drilled;
import io.keycanary.desk.PeriodReport.Told;
import io.keycanary.drill.Drill;
import io.keycanary.figures.CalendarPeriod;
import io.keycanary.figures.Period;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Sensors;
import io.keycanary.intake.Stores;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gathers reports of weeks and months. */
public final class ReportDesk {
    /** More of them tell nobody more. */
    private static final int UNDELIVERED = 50;

    private final Ledger ledger;
    private final FiguresDesk figures;
    private final InstantSource clock;

    /** A desk over this ledger. */
    public ReportDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.figures = new FiguresDesk(ledger, clock);
        this.clock = clock;
    }

    private record Lists(
            List<CanaryToken> tokens, List<Told> incidents, List<Drilled> drills, List<Outbox.Item> undelivered) {}

    /** The report of a period, which need not be over yet. */
    public PeriodReport report(CalendarPeriod period) {
        Instant now = clock.instant();
        Period within = period.period();
        Lists lists = ledger.read(stores -> lists(stores, within, now));
        return new PeriodReport(
                period,
                now,
                figures.figures(),
                figures.figures(within),
                figures.figures(period.before().period()),
                lists.incidents,
                those(lists.tokens, within, token -> token.facts().issuedAt()),
                those(lists.tokens, within, token -> token.facts().retiredAt()),
                lists.tokens.stream()
                        .filter(token -> token.facts().retiredAt() == null
                                && token.facts().lastProofAt() == null)
                        .toList(),
                lists.drills,
                lists.undelivered);
    }

    private static List<CanaryToken> those(
            List<CanaryToken> tokens, Period within, Function<CanaryToken, @Nullable Instant> when) {
        return tokens.stream()
                .filter(token -> Optional.ofNullable(when.apply(token))
                        .filter(within::holds)
                        .isPresent())
                .toList();
    }

    private static Lists lists(Stores stores, Period within, Instant now) {
        List<CanaryToken> tokens = Names.all(stores.tokens());
        Map<TokenId, CanaryToken> byId =
                tokens.stream().collect(Collectors.toMap(CanaryToken::id, Function.identity()));
        return new Lists(
                tokens,
                new IncidentReading(stores)
                        .opened(within).reversed().stream()
                                .map(incident -> new Told(
                                        incident,
                                        Sensors.find(stores, incident.token())
                                                .map(CanaryToken::label)
                                                .orElse(incident.token().shortForm())))
                                .toList(),
                drills(stores.ownCalls().begun(within.since(), within.until()), byId, now),
                stores.outbox().recent(Delivery.State.DEAD, UNDELIVERED));
    }

    private static List<Drilled> drills(List<Drill> drills, Map<TokenId, CanaryToken> tokens, Instant now) {
        Map<TokenId, Map<Drill.Outcome, Long>> outcomes = new TreeMap<>();
        for (Drill drill : drills) {
            drill.outcome(now)
                    .ifPresent(outcome -> outcomes.computeIfAbsent(
                                    drill.token(), token -> new EnumMap<>(Drill.Outcome.class))
                            .merge(outcome, 1L, Long::sum));
        }
        List<Drilled> drilled = new ArrayList<>();
        outcomes.forEach((id, counts) ->
                Optional.ofNullable(tokens.get(id)).ifPresent(token -> drilled.add(new Drilled(token, counts))));
        return drilled;
    }
}
