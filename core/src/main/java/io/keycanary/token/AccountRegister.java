package io.keycanary.token;

import java.util.List;
import java.util.Optional;

/** The stored AWS accounts. Valid inside one transaction. */
public interface AccountRegister {
    /** Adds an account, or replaces the one of this name. No two have the same account id. */
    void put(ManagedAccount account);

    /** The account of this name. */
    Optional<ManagedAccount> find(String name);

    /** All, by name. */
    List<ManagedAccount> all();

    /** Forgets an account; does nothing when there is none of this name. */
    void remove(String name);
}
