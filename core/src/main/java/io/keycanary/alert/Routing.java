package io.keycanary.alert;

import io.keycanary.incident.Severity;
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
     */
    public record Route(String channel, Severity atLeast) {}

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
     */
    public List<String> channels(Alert alert) {
        List<String> wanted = routes.stream()
                .filter(route -> wants(route, alert))
                .map(Route::channel)
                .toList();
        return wanted.isEmpty() ? routes.stream().map(Route::channel).toList() : wanted;
    }

    private static boolean wants(Route route, Alert alert) {
        return switch (alert.reason()) {
            case FIRST_SIGHTING, NOVELTY, DIGEST -> alert.severity().compareTo(route.atLeast()) >= 0;
            case CHANNEL_DOWN, TEST -> true;
        };
    }
}
