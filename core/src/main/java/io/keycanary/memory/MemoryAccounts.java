package io.keycanary.memory;

import io.keycanary.token.AccountRegister;
import io.keycanary.token.ManagedAccount;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class MemoryAccounts implements AccountRegister {
    private final Table<String, ManagedAccount> accounts;

    MemoryAccounts(Transaction transaction) {
        accounts = new Table<>(transaction);
    }

    @Override
    public void put(ManagedAccount account) {
        accounts.put(account.name(), account);
    }

    @Override
    public Optional<ManagedAccount> find(String name) {
        return accounts.get(name);
    }

    @Override
    public List<ManagedAccount> all() {
        return accounts.all().sorted(Comparator.comparing(ManagedAccount::name)).toList();
    }

    @Override
    public void remove(String name) {
        accounts.remove(name);
    }
}
