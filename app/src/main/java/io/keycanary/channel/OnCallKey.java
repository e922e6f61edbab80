package io.keycanary.channel;

import io.keycanary.alert.Alert;
import java.util.UUID;

/** By which key an on-call service knows that alerts belong together: the incident's id, or what an own alert is about. */
final class OnCallKey {
    private OnCallKey() {}

    static String of(Alert alert) {
        UUID incident = alert.incident();
        if (incident != null) {
            return incident.toString();
        }
        return switch (alert.reason()) {
            case TEST -> "keycanary-test";
            case HEARTBEAT -> "keycanary-heartbeat";
            case REPORT -> "keycanary-report";
            case DRILL_MISSED -> "keycanary-drill-missed-" + alert.token();
            case CHANNEL_DOWN -> "keycanary-channel-down-" + alert.id();
            case FIRST_SIGHTING, NOVELTY, DIGEST, ACKNOWLEDGED, ASSIGNED, CONTAINED, RESOLVED, REOPENED, ESCALATED ->
                alert.id().toString();
        };
    }
}
