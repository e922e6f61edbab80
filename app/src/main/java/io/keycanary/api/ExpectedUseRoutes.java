package io.keycanary.api;

import static io.keycanary.api.Permission.ADMIN;
import static io.keycanary.api.Permission.VIEWER;

import io.keycanary.api.IncidentViews.Sighting;
import io.keycanary.desk.ExpectedUseDesk;
import io.keycanary.desk.ExpectedUseDesk.Covered;
import io.keycanary.desk.ExpectedUseDesk.Wish;
import io.keycanary.incident.ExpectedUse.AllTokens;
import io.keycanary.incident.ExpectedUse.NamedTokens;
import io.keycanary.incident.SourceLookup;
import io.keycanary.token.TokenId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Uses that are expected. Whoever adds a rule takes alerts from everybody, so that is the administrator's. */
final class ExpectedUseRoutes {
    private static final int MAX_TEXT = 500;
    private static final int MAX_TOKENS = 5000;

    private final ExpectedUseDesk desk;
    private final SourceLookup sources;

    ExpectedUseRoutes(ExpectedUseDesk desk, SourceLookup sources) {
        this.sources = sources;
        this.desk = desk;
    }

    /**
     * A rule.
     *
     * @param tokens null: all, also those that are issued later
     */
    record ExpectedUse(
            String id,
            @OrNull @Nullable List<String> tokens,
            String network,
            String from,
            String until,
            String reason,
            String addedBy) {
        static ExpectedUse of(io.keycanary.incident.ExpectedUse rule) {
            return new ExpectedUse(
                    rule.id().toString(),
                    switch (rule.scope()) {
                        case AllTokens all -> null;
                        case NamedTokens named ->
                            named.tokens().stream()
                                    .map(TokenId::toString)
                                    .sorted()
                                    .toList();
                    },
                    rule.network().text(),
                    Views.time(rule.from()),
                    Views.time(rule.until()),
                    rule.reason(),
                    rule.addedBy());
        }
    }

    record ExpectedUseList(List<ExpectedUse> items) {}

    /** A rule with what it covered. */
    record CoveredUses(ExpectedUse rule, List<Sighting> sightings) {
        static CoveredUses of(Covered covered, SourceLookup sources) {
            return new CoveredUses(
                    ExpectedUse.of(covered.rule()),
                    covered.sightings().stream()
                            .map(sighting -> Sighting.of(sighting, sources))
                            .toList());
        }
    }

    /** A rule to be added: either {@code tokens}, or {@code allTokens}. */
    record NewExpectedUse(
            @OrNull @Nullable List<String> tokens,
            @OrNull @Nullable Boolean allTokens,
            String network,
            String until,
            String reason) {
        NewExpectedUse {
            List<String> names = names(tokens);
            if (names.isEmpty() != Boolean.TRUE.equals(allTokens)) {
                throw new IllegalArgumentException("give either tokens, a list of names, or allTokens: true");
            }
            if (names.contains(null) || names.size() > MAX_TOKENS) {
                throw new IllegalArgumentException("tokens holds null, or more than " + MAX_TOKENS + " names");
            }
            Views.required(network, "network", 50);
            Views.required(until, "until", 40);
            Views.required(reason, "reason", MAX_TEXT);
        }

        Wish wish() {
            return new Wish(names(tokens), network, Views.instant(until, "until"), reason);
        }

        private static List<String> names(@Nullable List<String> tokens) {
            return tokens == null ? new ArrayList<>() : tokens;
        }
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/expected-uses",
                                VIEWER,
                                "Lists the rules about expected uses, newest first",
                                ExpectedUseList.class,
                                this::list)
                        .taking(new Route.Parameter("all", "true: those that are over too")),
                Route.get(
                        "/expected-uses/{id}",
                        VIEWER,
                        "Shows a rule with the sightings that it covered",
                        CoveredUses.class,
                        this::show),
                Route.post(
                                "/expected-uses",
                                ADMIN,
                                "Adds a rule: uses of tokens from a network open no incident until then",
                                NewExpectedUse.class,
                                ExpectedUse.class,
                                this::add)
                        .creating(),
                Route.post(
                        "/expected-uses/{id}/end",
                        ADMIN,
                        "Ends a rule now: each further use alerts",
                        null,
                        ExpectedUse.class,
                        this::end));
    }

    private Answer list(Call call) {
        return Answer.ok(new ExpectedUseList(desk.list("true".equals(call.query("all"))).stream()
                .map(ExpectedUse::of)
                .toList()));
    }

    private Answer show(Call call) {
        return Answer.ok(CoveredUses.of(desk.open(call.name()), sources));
    }

    private Answer add(Call call) {
        Wish wish = call.document(NewExpectedUse.class).wish();
        try {
            ExpectedUse added = ExpectedUse.of(desk.add(wish, call.actor()));
            return Answer.created("/expected-uses/" + added.id(), added);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private Answer end(Call call) {
        return Answer.ok(ExpectedUse.of(desk.end(call.name(), call.actor())));
    }
}
