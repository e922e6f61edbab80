package io.keycanary.audit;

import io.keycanary.token.TokenId;
import org.jspecify.annotations.Nullable;

/**
 * A shortfall that an audit found. It quotes names of the account: whoever prints it escapes.
 *
 * @param token what it is about; null when it is about the account
 * @param subject for people: label of the token, or the thing in the account
 * @param account 12-digit id; empty when it is about no account
 * @param region empty where there is none
 * @param statement what is wrong
 * @param remedy what to do: a command, where one does it
 */
public record Finding(
        Check check,
        @Nullable TokenId token,
        String subject,
        String account,
        String region,
        String statement,
        Evidence evidence,
        String remedy) {
    /** How much it matters. */
    public Severity severity() {
        return check.severity();
    }
}
