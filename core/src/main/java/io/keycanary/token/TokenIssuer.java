package io.keycanary.token;

import java.util.List;
import java.util.Optional;

/**
 * Makes decoy users with one active key, no password and no permission, in one account, and takes them away again. Each
 * method may fail with an {@link AccountException}. Nothing is stored here: whoever calls it records what is planned
 * before it is made, so that a crash leaves nothing that nobody knows of.
 */
public interface TokenIssuer extends AutoCloseable {
    /**
     * A decoy user as it is in the account.
     *
     * @param marked whether it bears our mark, so that it may be changed or deleted
     * @param keyIds its access keys
     */
    record DecoyUser(DecoyIdentity identity, boolean marked, List<String> keyIds) {
        /** Copies the list. */
        public DecoyUser {
            keyIds = List.copyOf(keyIds);
        }
    }

    /** Where it makes them. */
    Account account();

    /** The token as it is recorded before anything is made: without user and key. Asks nobody. */
    CanaryToken planned(TokenPlan plan);

    /**
     * Fails when the account has no room for so many more users.
     *
     * @throws AccountException with {@link AccountException.Reason#QUOTA}
     */
    void requireRoom(int users);

    /**
     * Makes the user of a planned token, with nothing attached.
     *
     * @throws AccountException with {@link AccountException.Reason#NAME_TAKEN} when somebody else's user has the name
     */
    DecoyIdentity makeUser(CanaryToken planned);

    /** Makes one more key of the user. Those that it has stay valid. */
    IssuedKey makeKey(CanaryToken token);

    /** Deletes a key; does nothing when it is gone. */
    void deleteKey(CanaryToken token, String keyId);

    /**
     * Deletes the user and all that hangs on it; does nothing when it is gone.
     *
     * @throws AccountException with {@link AccountException.Reason#REFUSED} when it does not bear our mark
     */
    void deleteUser(CanaryToken token);

    /** The user of a token as it is in the account; empty when there is none. */
    Optional<DecoyUser> look(CanaryToken token);

    /** Identities of all users where decoys live. */
    List<DecoyIdentity> users();

    /** Lets connections go. */
    @Override
    default void close() {}
}
