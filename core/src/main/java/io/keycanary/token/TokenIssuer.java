package io.keycanary.token;

/** Makes decoy users with one active key, no password and no permission, in one account. */
public interface TokenIssuer {
    /** Where it makes them. */
    Account account();

    /** Makes one. */
    IssuedKey issue(TokenPlan plan);
}
