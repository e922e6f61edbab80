package io.keycanary.token;

import java.util.Optional;

/** Secrets of tokens, encrypted at rest with the token id and the field as associated data. */
public interface SecretVault {
    /** Field name of the secret of an access key, long-term or session. */
    static String secretOf(String accessKeyId) {
        return "secret/" + accessKeyId;
    }

    /** Field name of the session token of a temporary key. */
    static String sessionTokenOf(String accessKeyId) {
        return "session-token/" + accessKeyId;
    }

    /** Keeps a secret; replaces an earlier one of the same field. */
    void keep(TokenId token, String field, Secret secret);

    /** Gives a secret back, empty when it is not kept. */
    Optional<Secret> get(TokenId token, String field);

    /** Forgets everything of a token. */
    void forget(TokenId token);
}
