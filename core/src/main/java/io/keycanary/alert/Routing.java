package io.keycanary.alert;

import io.keycanary.incident.Severity;
import io.keycanary.token.TokenId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which channels an alert leaves by.
 *
 * @param routes one for each channel
 */
public record Routing(List<Route> routes) {
    /**
     * What a channel wants.
     *
     * @param atLeast alerts below this severity are not for it
     * @param scope whose alerts are for it
     * @param hours when alerts are for it; null for always
     * @param counts whether acceptance by it proves anything, as {@link AlertChannel#counts} says
     */
    public record Route(
            String channel,
            Severity atLeast,
            Scope scope,
            @Nullable Hours hours,
            boolean counts) {
        /** All alerts, at any time, by a channel that counts. */
        public Route(String channel, Severity atLeast) {
            this(channel, atLeast, Scope.ALL, null, true);
        }

        private boolean wants(Alert alert, Scope.Subject subject) {
            TokenId token = alert.token();
            boolean placed = token == null || scope.holds(token, subject);
            boolean timely = hours == null || hours.contains(alert.createdAt());
            return placed && timely && alert.severity().compareTo(atLeast) >= 0;
        }
    }

    /** Refuses a channel that is named twice. */
    public Routing {
        routes = List.copyOf(routes);
        Set<String> names = new HashSet<>();
        for (Route route : routes) {
            if (!names.add(route.channel())) {
                throw new IllegalArgumentException(
                        "two alert channels are named '" + route.channel() + "'; give each a name of its own");
            }
        }
    }

    /** Every alert by each of these channels. */
    public static Routing toAll(Collection<String> channels) {
        return new Routing(channels.stream()
                .map(channel -> new Route(channel, Severity.LOW))
                .toList());
    }

    /**
     * The channels of an alert. An alert about ourselves goes everywhere; so does one that no channel wants, because a
     * loud channel is a smaller evil than an alert that reaches nobody.
     *
     * @param subject what the alert is about
     */
    public List<String> channels(Alert alert, Scope.Subject subject) {
        List<String> wanted = routes.stream()
                .filter(route -> wants(route, alert, subject))
                .map(Route::channel)
                .toList();
        return wanted.isEmpty() ? routes.stream().map(Route::channel).toList() : wanted;
    }

    /**
     * Which of these channels the rules keep quiet, each with its rule. None, when no other one is left whose acceptance
     * proves anything: a rule may not be what keeps an alert from everybody.
     *
     * @param channels those of {@link #channels}
     */
    public Map<String, QuietRule> quiet(Alert alert, Collection<String> channels, Collection<QuietRule> rules) {
        Map<String, QuietRule> quiet = new HashMap<>();
        for (String channel : channels) {
            rules.stream()
                    .filter(rule -> rule.covers(alert, channel))
                    .findFirst()
                    .ifPresent(rule -> quiet.put(channel, rule));
        }
        boolean loud = routes.stream()
                .anyMatch(route ->
                        route.counts() && channels.contains(route.channel()) && !quiet.containsKey(route.channel()));
        return loud ? quiet : Map.of();
    }

    private static boolean wants(Route route, Alert alert, Scope.Subject subject) {
        return switch (alert.reason()) {
            case FIRST_SIGHTING, NOVELTY, DIGEST, ACKNOWLEDGED, ASSIGNED, CONTAINED, RESOLVED, REOPENED, ESCALATED ->
                route.wants(alert, subject);
            case CHANNEL_DOWN, DRILL_MISSED, HEARTBEAT, REPORT, TEST -> true;
        };
    }
}
