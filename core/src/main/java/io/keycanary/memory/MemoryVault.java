package io.keycanary.memory;

import io.keycanary.token.Secret;
import io.keycanary.token.SecretVault;
import io.keycanary.token.TokenId;
import java.util.Optional;

final class MemoryVault implements SecretVault {
    private record Place(TokenId token, String field) {}

    private final Table<Place, Secret> secrets;

    MemoryVault(Transaction transaction) {
        this.secrets = new Table<>(transaction);
    }

    @Override
    public void keep(TokenId token, String field, Secret secret) {
        secrets.put(new Place(token, field), secret);
    }

    @Override
    public Optional<Secret> get(TokenId token, String field) {
        return secrets.get(new Place(token, field));
    }

    @Override
    public void forget(TokenId token) {
        secrets.removeIf(place -> place.token().equals(token));
    }
}
