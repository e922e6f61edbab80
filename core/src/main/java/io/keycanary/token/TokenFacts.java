package io.keycanary.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a token, from which its state follows.
 *
 * @param plannedAt when it was recorded, before anything was made
 * @param issuedAt when user and key existed
 * @param lastProofAt when a drill last saw a use of it arrive
 * @param lastAudit the newest audit
 * @param openIncident whether an incident about it is not resolved
 * @param exposedAt when it became known to be public
 * @param retiredAt when it was given up; its identifiers stay watched
 */
public record TokenFacts(
        Instant plannedAt,
        @Nullable Instant issuedAt,
        @Nullable Instant lastProofAt,
        @Nullable Audit lastAudit,
        boolean openIncident,
        @Nullable Instant exposedAt,
        @Nullable Instant retiredAt) {

    /** Outcome of the newest audit. */
    public record Audit(Instant at, boolean clean) {}

    /** Facts of a token that is only planned. */
    public static TokenFacts planned(Instant at) {
        return new TokenFacts(at, null, null, null, false, null, null);
    }

    /** The state that follows, the highest first. */
    public TokenState state() {
        if (retiredAt != null) {
            return TokenState.RETIRED;
        }
        if (exposedAt != null) {
            return TokenState.BURNT;
        }
        if (openIncident) {
            return TokenState.TRIGGERED;
        }
        if (lastProofAt != null && lastAudit != null) {
            return lastAudit.clean ? TokenState.ARMED : TokenState.UNPROTECTED;
        }
        return issuedAt == null ? TokenState.PENDING : TokenState.ISSUED;
    }

    /** The same with a newer audit. */
    public TokenFacts audited(Audit audit) {
        return new TokenFacts(plannedAt, issuedAt, lastProofAt, audit, openIncident, exposedAt, retiredAt);
    }

    /** The same with user and key made, and with what the issuer's audit saw. */
    public TokenFacts issued(Instant at, @Nullable Audit audit) {
        return new TokenFacts(plannedAt, at, lastProofAt, audit, openIncident, exposedAt, retiredAt);
    }

    /** The same, proven by a drill. */
    public TokenFacts proven(Instant at) {
        return new TokenFacts(plannedAt, issuedAt, at, lastAudit, openIncident, exposedAt, retiredAt);
    }

    /** The same, known to be public. The first time counts. */
    public TokenFacts exposed(Instant at) {
        Instant first = exposedAt == null ? at : exposedAt;
        return new TokenFacts(plannedAt, issuedAt, lastProofAt, lastAudit, openIncident, first, retiredAt);
    }

    /** The same, given up. The first time counts. */
    public TokenFacts retired(Instant at) {
        Instant first = retiredAt == null ? at : retiredAt;
        return new TokenFacts(plannedAt, issuedAt, lastProofAt, lastAudit, openIncident, exposedAt, first);
    }
}
