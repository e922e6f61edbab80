package io.keycanary.memory;

import io.keycanary.access.ApiToken;
import io.keycanary.access.ApiTokens;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

final class MemoryApiTokens implements ApiTokens {
    final Table<UUID, ApiToken> tokens;

    MemoryApiTokens(Transaction transaction) {
        tokens = new Table<>(transaction);
    }

    @Override
    public void put(ApiToken token) {
        tokens.put(token.id(), token);
    }

    @Override
    public Optional<ApiToken> byDigest(String sha256) {
        return tokens.all().filter(token -> token.sha256().equals(sha256)).findFirst();
    }

    @Override
    public List<ApiToken> all() {
        return tokens.all()
                .sorted(Comparator.comparing(ApiToken::createdAt).thenComparing(ApiToken::id, MemoryStores.BY_ID))
                .toList();
    }
}
