package io.keycanary.access;

import java.util.List;
import java.util.Optional;

/** The stored API tokens. Valid inside one transaction. */
public interface ApiTokens {
    /** Adds or replaces one. */
    void put(ApiToken token);

    /** The token with this digest, revoked ones too. */
    Optional<ApiToken> byDigest(String sha256);

    /** All, oldest first. */
    List<ApiToken> all();
}
