package io.keycanary.alert;

import io.keycanary.incident.Severity;
import io.keycanary.token.TokenId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
     * @param tokens labels or ids of the tokens whose alerts are for it; empty for all
     */
    public record Route(String channel, Severity atLeast, Set<String> tokens) {
        /** All tokens. */
        public Route(String channel, Severity atLeast) {
            this(channel, atLeast, Set.of());
        }

        /** Copies the set. */
        public Route {
            tokens = Set.copyOf(tokens);
        }

        private boolean wants(Alert alert, String label) {
            TokenId token = alert.token();
            boolean named =
                    token == null || tokens.isEmpty() || tokens.contains(label) || tokens.contains(token.toString());
            return named && alert.severity().compareTo(atLeast) >= 0;
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
     * @param label of the token that the alert is about; empty when it is about none
     */
    public List<String> channels(Alert alert, String label) {
        List<String> wanted = routes.stream()
                .filter(route -> wants(route, alert, label))
                .map(Route::channel)
                .toList();
        return wanted.isEmpty() ? routes.stream().map(Route::channel).toList() : wanted;
    }

    private static boolean wants(Route route, Alert alert, String label) {
        return switch (alert.reason()) {
            case FIRST_SIGHTING, NOVELTY, DIGEST, ACKNOWLEDGED, CONTAINED, RESOLVED, REOPENED, ESCALATED ->
                route.wants(alert, label);
            case CHANNEL_DOWN, HEARTBEAT, TEST -> true;
        };
    }
}
