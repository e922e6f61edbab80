package io.keycanary.alert;

import io.keycanary.incident.Severity;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts about ourselves, not about an incident. */
public final class OwnAlerts {
    private OwnAlerts() {}

    /** Asked for by a person, to see that it arrives. */
    public static Alert test(InstantSource clock) {
        return new Alert(
                Uuid7.next(clock),
                Alert.Reason.TEST,
                Severity.LOW,
                null,
                null,
                "nothing, this is a test",
                "'keycanary alert test' was run",
                "this installation",
                null,
                "nothing; real alerts will arrive here in the same way",
                "keycanary alert outbox",
                List.of(),
                clock.instant());
    }

    /**
     * Says that all runs.
     *
     * @param facts what a glance wants to know
     * @param every how often this comes
     */
    public static Alert heartbeat(String facts, Duration every, InstantSource clock) {
        return new Alert(
                Uuid7.next(clock),
                Alert.Reason.HEARTBEAT,
                Severity.LOW,
                null,
                null,
                "nothing; KeyCanary runs",
                facts,
                "this installation",
                null,
                "nothing; if this message stays away for longer than " + words(every) + ", look after KeyCanary",
                "keycanary doctor",
                List.of(),
                clock.instant());
    }

    /** A time as people say it: {@code 15 minutes}. */
    public static String words(Duration time) {
        long minutes = time.toMinutes();
        long number = minutes % 1440 == 0 ? minutes / 1440 : minutes % 60 == 0 ? minutes / 60 : minutes;
        String unit = minutes % 1440 == 0 ? "day" : minutes % 60 == 0 ? "hour" : "minute";
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    static Alert channelDown(ChannelHealth health, InstantSource clock) {
        return new Alert(
                Uuid7.next(clock),
                Alert.Reason.CHANNEL_DOWN,
                Severity.HIGH,
                null,
                null,
                health.channel(),
                "attempts that failed in a row: " + health.failures() + "; the last: " + health.lastError(),
                "this installation",
                health.lastSuccess(),
                "mend the channel, run 'keycanary alert test', then requeue what is dead in the outbox",
                "keycanary alert outbox",
                List.of(lastDelivered(health.lastSuccess())),
                clock.instant());
    }

    /**
     * A drill of the schedule was not seen, or not by every path.
     *
     * @param why what did not happen; may quote text of the other side
     */
    public static Alert drillMissed(CanaryToken token, Instant drilledAt, String why, InstantSource clock) {
        String command = "keycanary drill " + token.id().shortForm();
        return new Alert(
                Uuid7.next(clock),
                Alert.Reason.DRILL_MISSED,
                Severity.HIGH,
                null,
                token.id(),
                token.label(),
                "a scheduled drill at " + drilledAt + ": " + why,
                "this installation",
                token.facts().lastProofAt(),
                "run '" + command + "', which names what is broken; until then a use of this token may stay unseen",
                command,
                List.of(),
                clock.instant());
    }

    private static String lastDelivered(@Nullable Instant lastSuccess) {
        return lastSuccess == null ? "it never delivered anything so far" : "it last delivered at " + lastSuccess;
    }
}
