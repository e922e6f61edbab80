package io.keycanary.alert;

import io.keycanary.incident.IllegalMoveException;
import io.keycanary.incident.Severity;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a channel quiet for a time: alerts that it covers are kept and shown, and not sent by that channel. It always
 * names its channels, an end and a reason. What is critical, nobody acknowledges, or is about ourselves is never quiet.
 *
 * @param channels these and no others; never empty
 * @param tokens only alerts about these; empty for all
 * @param atMost alerts above this severity are sent
 * @param from from when on it holds
 * @param until when it ends
 * @param reason why
 * @param addedBy who answers for it
 */
public record QuietRule(
        UUID id,
        Set<String> channels,
        Set<TokenId> tokens,
        Severity atMost,
        Instant from,
        Instant until,
        String reason,
        String addedBy) {
    /** Refuses a rule without a channel, and one that could keep a critical alert quiet. */
    public QuietRule {
        channels = Set.copyOf(channels);
        tokens = Set.copyOf(tokens);
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("a quiet rule names its channels");
        }
        if (atMost == Severity.CRITICAL) {
            throw new IllegalArgumentException("critical alerts are never quiet");
        }
    }

    /** Whether it holds at this time. */
    public boolean holdsAt(Instant time) {
        return !time.isBefore(from) && time.isBefore(until);
    }

    /** Whether it keeps this alert from this channel. */
    public boolean covers(Alert alert, String channel) {
        return holdsAt(alert.createdAt())
                && channels.contains(channel)
                && coversToken(alert.token())
                && alert.severity().compareTo(atMost) <= 0
                && canBeQuiet(alert.reason());
    }

    private boolean coversToken(@Nullable TokenId token) {
        return tokens.isEmpty() || token != null && tokens.contains(token);
    }

    private static boolean canBeQuiet(Alert.Reason reason) {
        return switch (reason) {
            case FIRST_SIGHTING, NOVELTY, DIGEST, ACKNOWLEDGED, ASSIGNED, CONTAINED, RESOLVED, REOPENED -> true;
            case ESCALATED, CHANNEL_DOWN, DRILL_MISSED, HEARTBEAT, REPORT, TEST -> false;
        };
    }

    /**
     * The same with an earlier end.
     *
     * @throws IllegalMoveException when it is over already
     */
    public QuietRule ended(Instant at) {
        if (!at.isBefore(until)) {
            throw new IllegalMoveException("this quiet rule is over since " + until);
        }
        return new QuietRule(id, channels, tokens, atMost, from, at, reason, addedBy);
    }
}
