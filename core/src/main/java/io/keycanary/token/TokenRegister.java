package io.keycanary.token;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored tokens, their session keys and places. Valid inside one transaction. */
public interface TokenRegister {
    /**
     * Adds a token.
     *
     * @throws DuplicateIdentifierException when one of its identifiers belongs to another token already
     */
    void add(CanaryToken token);

    /** Replaces a token as a whole; {@link TokenFacts#openIncident()} is not stored here but follows the incidents. */
    void update(CanaryToken token);

    /** Takes out a token that was recorded and never made: nothing of it can be used. */
    void drop(TokenId id);

    /** The token of this id. */
    Optional<CanaryToken> find(TokenId id);

    /** The token that a key belongs to: an access key (earlier ones too), or a learned session key. */
    Optional<CanaryToken> byKey(String keyId);

    /** Tokens by ascending id, after the given one; the retired too. */
    List<CanaryToken> page(@Nullable TokenId after, int limit);

    /** Where there are tokens, retired ones too. */
    Set<Account> accounts();

    /** Adds a session key; does nothing when it is known already. */
    void learn(SessionKey key);

    /** The session key of this id. */
    Optional<SessionKey> sessionKey(String keyId);

    /** All session keys. */
    List<SessionKey> sessionKeys();

    /** Adds or replaces a place. */
    void put(Placement placement);

    /** The place of this id. */
    Optional<Placement> placement(UUID id);

    /** Places of a token, oldest first. */
    List<Placement> placements(TokenId token);

    /** Grows with every change of an identifier, seen from every process: who holds an index polls it. */
    long version();

    /** Keeps other transactions from deciding about the same token until this one ends. */
    void lock(TokenId token);
}
