package io.keycanary.intake;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Delivery;
import io.keycanary.alert.OwnAlerts;
import io.keycanary.incident.IncidentState;
import io.keycanary.source.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Sends a message from time to time by each channel that wants one, so that people notice when nothing comes any more.
 * While the last one still waits for its channel no further one is put out: that channel is down, and the others know.
 */
public final class Heartbeats {
    private static final String SOURCE = "heartbeat/";
    private static final int MOST_COUNTED = 1000;

    private final Ledger ledger;
    private final Map<String, Duration> every;
    private final InstantSource clock;

    /**
     * Heartbeats.
     *
     * @param every how often, by the name of the channel
     */
    public Heartbeats(Ledger ledger, Map<String, Duration> every, InstantSource clock) {
        this.ledger = ledger;
        this.every = Map.copyOf(every);
        this.clock = clock;
    }

    /** Puts out every one that is due. Call it about once a minute. */
    public void sweep() {
        every.forEach((channel, interval) -> {
            if (ledger.read(stores -> due(stores, channel, interval))) {
                ledger.change(stores -> beat(stores, channel, interval));
            }
        });
    }

    /** A last one that lies in the future was sent before the clock was set back. */
    private boolean due(Stores stores, String channel, Duration interval) {
        String position = stores.checkpoints().position(SOURCE + channel).orElse("");
        if (position.isEmpty()) {
            return true;
        }
        String[] parts = position.split(" ", 2);
        Instant last = Instant.parse(parts[0]);
        Instant now = clock.instant();
        boolean waits = stores.outbox()
                .delivery(UUID.fromString(parts[1]), channel)
                .filter(delivery -> delivery.state() == Delivery.State.PENDING)
                .isPresent();
        return !waits && (now.isBefore(last) || !now.isBefore(last.plus(interval)));
    }

    private void beat(Stores stores, String channel, Duration interval) {
        if (!due(stores, channel, interval)) {
            return; // another process was faster
        }
        Alert alert = OwnAlerts.heartbeat(facts(stores), interval, clock);
        stores.checkpoints().put(new Checkpoint(SOURCE + channel, clock.instant() + " " + alert.id()));
        stores.outbox().put(alert, List.of(channel));
    }

    private static String facts(Stores stores) {
        int open =
                stores.incidents().page(IncidentState.OPEN, null, MOST_COUNTED).size();
        int dead = stores.outbox().recent(Delivery.State.DEAD, MOST_COUNTED).size();
        return "incidents that nobody acknowledged: " + open + "; deliveries that were given up: " + dead;
    }
}
