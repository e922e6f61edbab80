package io.keycanary.intake;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Delivery;
import io.keycanary.alert.QuietRule;
import io.keycanary.alert.Routing;
import io.keycanary.alert.Scope;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenId;
import io.keycanary.token.Uuid7;
import java.util.List;
import java.util.UUID;

/**
 * Puts alerts into the outbox for the channels that want them.
 *
 * @param routing which channel wants what; several processes that share a database are given the same
 * @param linkBase address of the web interface without a slash at its end; empty when there is none
 */
public record AlertDesk(Routing routing, String linkBase) {
    /** Puts an alert out to the channels that want it. */
    public void tell(Stores stores, Alert alert) {
        TokenId token = alert.token();
        Scope.Subject subject = token == null
                ? Scope.Subject.NONE
                : Sensors.find(stores, token).map(AlertDesk::subject).orElse(Scope.Subject.NONE);
        List<String> channels = routing.channels(alert, subject);
        stores.outbox().put(alert, channels);
        List<QuietRule> rules = stores.outbox().quietRules(alert.createdAt());
        routing.quiet(alert, channels, rules)
                .forEach((channel, rule) -> stores.outbox()
                        .delivery(alert.id(), channel)
                        .filter(delivery -> delivery.state() == Delivery.State.PENDING)
                        .ifPresent(delivery -> stores.outbox().update(delivery.quiet(rule, alert.createdAt()))));
    }

    private static Scope.Subject subject(CanaryToken token) {
        return new Scope.Subject(
                token.label(), token.stewardship().tags(), token.account().id());
    }

    /** Where to look further. */
    String link(UUID incident) {
        return linkBase.isEmpty()
                ? "keycanary incident show " + Uuid7.shortForm(incident)
                : linkBase + "/incidents/" + incident;
    }
}
