package io.keycanary.desk;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Delivery;
import io.keycanary.figures.Delays;
import io.keycanary.figures.Figures;
import io.keycanary.figures.IncidentFacts;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Incident;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers what the figures are computed from. */
public final class FiguresDesk {
    private static final int PAGE = 500;

    private final Ledger ledger;
    private final InstantSource clock;

    /** A desk over this ledger. */
    public FiguresDesk(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** By what figures are set apart. */
    public enum By {
        /** Label of the token. */
        TOKEN,
        /** Id of the account. */
        ACCOUNT,
        /** The path that delivered the first sighting; such groups have no tokens of their own. */
        PATH,
        /** Each place of the token. */
        PLACEMENT,
        /** Month in which the incident was opened, UTC; such groups have no tokens of their own. */
        MONTH
    }

    private record Facts(
            List<CanaryToken> tokens,
            Map<TokenId, List<Placement>> places,
            List<IncidentFacts> incidents,
            long expected) {}

    /** The figures over all incidents. */
    public Figures figures() {
        return figures(null);
    }

    /**
     * The figures over the incidents opened since then.
     *
     * @param since null for all
     */
    public Figures figures(@Nullable Instant since) {
        Facts facts = facts(since);
        return figures(facts, facts.tokens, facts.incidents, facts.expected);
    }

    /**
     * The same for each group, by its name. Expected sightings have no incident and belong to no group.
     *
     * @param since null for all
     */
    public Map<String, Figures> figures(@Nullable Instant since, By by) {
        Facts facts = facts(since);
        Map<TokenId, CanaryToken> tokens = new HashMap<>();
        facts.tokens.forEach(token -> tokens.put(token.id(), token));
        Map<String, List<CanaryToken>> tokensOf = new TreeMap<>();
        Map<String, List<IncidentFacts>> incidentsOf = new TreeMap<>();
        if (by != By.PATH && by != By.MONTH) {
            facts.tokens.forEach(token -> names(by, facts, token)
                    .forEach(name -> tokensOf.computeIfAbsent(name, n -> new ArrayList<>())
                            .add(token)));
        }
        for (IncidentFacts incident : facts.incidents) {
            CanaryToken token = tokens.get(incident.incident().token());
            Stream<String> names = switch (by) {
                case PATH -> Stream.of(path(incident));
                case MONTH ->
                    Stream.of(YearMonth.from(incident.incident().openedAt().atOffset(ZoneOffset.UTC))
                            .toString());
                case TOKEN, ACCOUNT, PLACEMENT -> token == null ? Stream.of("") : names(by, facts, token);
            };
            names.forEach(name ->
                    incidentsOf.computeIfAbsent(name, n -> new ArrayList<>()).add(incident));
        }
        Map<String, Figures> groups = new TreeMap<>();
        Stream.concat(tokensOf.keySet().stream(), incidentsOf.keySet().stream())
                .forEach(name -> groups.computeIfAbsent(
                        name,
                        n -> figures(
                                facts,
                                tokensOf.getOrDefault(n, List.of()),
                                incidentsOf.getOrDefault(n, List.of()),
                                0)));
        return groups;
    }

    private Figures figures(Facts facts, List<CanaryToken> tokens, List<IncidentFacts> incidents, long expected) {
        List<Placement> places = tokens.stream()
                .flatMap(token -> facts.places.getOrDefault(token.id(), List.of()).stream())
                .toList();
        return Figures.of(tokens, places, incidents, expected, clock.instant());
    }

    private static Stream<String> names(By by, Facts facts, CanaryToken token) {
        return switch (by) {
            case TOKEN -> Stream.of(token.label());
            case ACCOUNT -> Stream.of(token.account().id());
            case PLACEMENT -> {
                List<Placement> places = facts.places.getOrDefault(token.id(), List.of());
                yield places.isEmpty()
                        ? Stream.of("(no place recorded)")
                        : places.stream().map(Placement::location).distinct();
            }
            case PATH, MONTH -> Stream.empty();
        };
    }

    private static String path(IncidentFacts incident) {
        return Optional.ofNullable(incident.delays().first()).stream()
                .flatMap(arrivals -> arrivals.byPath().entrySet().stream())
                .min(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .map(DetectionPath::word)
                .orElse("");
    }

    private Facts facts(@Nullable Instant since) {
        return ledger.read(stores -> {
            List<CanaryToken> tokens = Names.all(stores.tokens());
            Map<TokenId, List<Placement>> places = new HashMap<>();
            tokens.forEach(token -> places.put(token.id(), stores.tokens().placements(token.id())));
            return new Facts(
                    tokens, places, incidents(stores, since), stores.incidents().count(Disposition.EXPECTED));
        });
    }

    private static List<IncidentFacts> incidents(Stores stores, @Nullable Instant since) {
        List<IncidentFacts> all = new ArrayList<>();
        List<Incident> page = stores.incidents().page(null, null, PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(incident -> since == null || !incident.openedAt().isBefore(since))
                    .forEach(incident -> all.add(facts(stores, incident)));
            page = stores.incidents().page(null, page.getLast().id(), PAGE);
        }
        return all;
    }

    private static IncidentFacts facts(Stores stores, Incident incident) {
        UUID id = incident.id();
        List<Alert> alerts = stores.outbox().alerts(id);
        List<Alert> sighted = alerts.stream()
                .filter(alert -> alert.reason().tellsOfSightings())
                .toList();
        Delays.Counter counter = new Delays.Counter();
        stores.incidents().arrivals(id, counter);
        return new IncidentFacts(
                incident,
                counter.delays(),
                sighted.stream().map(Alert::createdAt).min(Instant::compareTo).orElse(null),
                deliveries(stores, sighted)
                        .filter(d -> d.state() == Delivery.State.ACCEPTED)
                        .map(Delivery::endedAt)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null),
                deliveries(stores, alerts)
                        .filter(d -> d.state() == Delivery.State.DEAD
                                || d.state() == Delivery.State.PENDING && d.attempts() > 0)
                        .count());
    }

    /** The console's deliveries never count: printing proves nothing. */
    private static Stream<Delivery> deliveries(Stores stores, List<Alert> alerts) {
        return alerts.stream()
                .flatMap(alert -> stores.outbox().deliveries(alert.id()).stream())
                .filter(delivery -> !delivery.channel().equals("console"));
    }
}
