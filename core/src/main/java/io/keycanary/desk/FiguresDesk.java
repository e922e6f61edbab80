package io.keycanary.desk;

import io.keycanary.drill.Drill;
import io.keycanary.figures.Figures;
import io.keycanary.figures.IncidentFacts;
import io.keycanary.figures.Period;
import io.keycanary.incident.Disposition;
import io.keycanary.intake.Ledger;
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
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers what the figures are computed from. */
public final class FiguresDesk {
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
            List<Drill> drills,
            long expected) {}

    /** The figures over all incidents. */
    public Figures figures() {
        return figures(Period.EVER);
    }

    /** The figures over the incidents that were opened, and the drills that began, in a period; tokens are those of now. */
    public Figures figures(Period period) {
        Facts facts = facts(period);
        return figures(facts, facts.tokens, facts.incidents, facts.drills, facts.expected);
    }

    /**
     * The same for each group, by its name. Expected sightings have no incident and belong to no group.
     */
    public Map<String, Figures> figures(Period period, By by) {
        Facts facts = facts(period);
        Map<TokenId, CanaryToken> tokens = new HashMap<>();
        facts.tokens.forEach(token -> tokens.put(token.id(), token));
        Map<String, List<CanaryToken>> tokensOf = new TreeMap<>();
        Map<String, List<IncidentFacts>> incidentsOf = new TreeMap<>();
        if (by != By.PATH && by != By.MONTH) {
            facts.tokens.forEach(token -> names(by, facts, token)
                    .forEach(name -> tokensOf.computeIfAbsent(name, n -> new ArrayList<>())
                            .add(token)));
        }
        Map<String, List<Drill>> drillsOf = new TreeMap<>();
        for (Drill drill : facts.drills) {
            names(by, facts, tokens.get(drill.token()), drill.startedAt())
                    .forEach(name -> drillsOf.computeIfAbsent(name, n -> new ArrayList<>())
                            .add(drill));
        }
        for (IncidentFacts incident : facts.incidents) {
            CanaryToken token = tokens.get(incident.incident().token());
            Stream<String> names = switch (by) {
                case PATH -> Stream.of(path(incident));
                case MONTH, TOKEN, ACCOUNT, PLACEMENT ->
                    names(by, facts, token, incident.incident().openedAt());
            };
            names.forEach(name ->
                    incidentsOf.computeIfAbsent(name, n -> new ArrayList<>()).add(incident));
        }
        Map<String, Figures> groups = new TreeMap<>();
        Stream.of(tokensOf, incidentsOf, drillsOf)
                .flatMap(groupsOf -> groupsOf.keySet().stream())
                .forEach(name -> groups.computeIfAbsent(
                        name,
                        n -> figures(
                                facts,
                                tokensOf.getOrDefault(n, List.of()),
                                incidentsOf.getOrDefault(n, List.of()),
                                drillsOf.getOrDefault(n, List.of()),
                                0)));
        return groups;
    }

    /** Of what happened at this time to this token, which may be gone; a drill has no path of its own. */
    private static Stream<String> names(By by, Facts facts, @Nullable CanaryToken token, Instant at) {
        return switch (by) {
            case MONTH -> Stream.of(YearMonth.from(at.atOffset(ZoneOffset.UTC)).toString());
            case PATH -> Stream.empty();
            case TOKEN, ACCOUNT, PLACEMENT -> token == null ? Stream.of("") : names(by, facts, token);
        };
    }

    private Figures figures(
            Facts facts, List<CanaryToken> tokens, List<IncidentFacts> incidents, List<Drill> drills, long expected) {
        List<Placement> places = tokens.stream()
                .flatMap(token -> facts.places.getOrDefault(token.id(), List.of()).stream())
                .toList();
        return Figures.of(tokens, places, incidents, drills, expected, clock.instant());
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

    private Facts facts(Period period) {
        return ledger.read(stores -> {
            List<CanaryToken> tokens = Names.all(stores.tokens());
            Map<TokenId, List<Placement>> places = new HashMap<>();
            tokens.forEach(token -> places.put(token.id(), stores.tokens().placements(token.id())));
            return new Facts(
                    tokens,
                    places,
                    new IncidentReading(stores).facts(period),
                    stores.ownCalls().begun(period.since(), period.until()),
                    stores.incidents().count(Disposition.EXPECTED));
        });
    }
}
