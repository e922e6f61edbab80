package io.keycanary.intake;

import io.keycanary.alert.Alert;
import io.keycanary.token.Uuid7;
import java.util.List;
import java.util.UUID;

/**
 * Puts alerts into the outbox for every configured channel.
 *
 * @param channels names of the channels; several processes that share a database name the same
 * @param linkBase address of the web interface without a slash at its end; empty when there is none
 */
public record AlertDesk(List<String> channels, String linkBase) {
    /** Copies the list. */
    public AlertDesk {
        channels = List.copyOf(channels);
    }

    void tell(Stores stores, Alert alert) {
        stores.outbox().put(alert, channels);
    }

    /** Where to look further. */
    String link(UUID incident) {
        return linkBase.isEmpty()
                ? "keycanary incident show " + Uuid7.shortForm(incident)
                : linkBase + "/incidents/" + incident;
    }
}
