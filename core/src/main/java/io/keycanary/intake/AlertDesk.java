package io.keycanary.intake;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Routing;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenId;
import io.keycanary.token.Uuid7;
import java.util.UUID;

/**
 * Puts alerts into the outbox for the channels that want them.
 *
 * @param routing which channel wants what; several processes that share a database are given the same
 * @param linkBase address of the web interface without a slash at its end; empty when there is none
 */
public record AlertDesk(Routing routing, String linkBase) {
    void tell(Stores stores, Alert alert) {
        TokenId token = alert.token();
        Routing.Subject subject = token == null
                ? Routing.Subject.NONE
                : stores.tokens().find(token).map(AlertDesk::subject).orElse(Routing.Subject.NONE);
        stores.outbox().put(alert, routing.channels(alert, subject));
    }

    private static Routing.Subject subject(CanaryToken token) {
        return new Routing.Subject(token.label(), token.account().id());
    }

    /** Where to look further. */
    String link(UUID incident) {
        return linkBase.isEmpty()
                ? "keycanary incident show " + Uuid7.shortForm(incident)
                : linkBase + "/incidents/" + incident;
    }
}
