package io.keycanary.memory;

import io.keycanary.incident.IncidentLog;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DuplicateIdentifierException;
import io.keycanary.token.Placement;
import io.keycanary.token.SessionKey;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenRegister;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class MemoryTokens implements TokenRegister {
    private final Transaction transaction;
    private final IncidentLog incidents;
    final Table<TokenId, CanaryToken> tokens;
    final Table<String, SessionKey> sessionKeys;
    final Table<UUID, Placement> placements;
    private long version;

    MemoryTokens(Transaction transaction, IncidentLog incidents) {
        this.transaction = transaction;
        this.incidents = incidents;
        this.tokens = new Table<>(transaction);
        this.sessionKeys = new Table<>(transaction);
        this.placements = new Table<>(transaction);
    }

    @Override
    public void add(CanaryToken token) {
        refuseDuplicates(token);
        if (!tokens.add(token.id(), token)) {
            throw new IllegalStateException("a second token " + token.id());
        }
        grow();
    }

    @Override
    public void update(CanaryToken token) {
        CanaryToken stored =
                tokens.get(token.id()).orElseThrow(() -> new IllegalStateException("no token " + token.id()));
        refuseDuplicates(token);
        tokens.put(token.id(), token);
        if (!stored.keys().equals(token.keys()) || !stored.identity().equals(token.identity())) {
            grow();
        }
    }

    @Override
    public void drop(TokenId id) {
        tokens.remove(id);
        grow();
    }

    private void refuseDuplicates(CanaryToken token) {
        Set<String> taken = new HashSet<>();
        tokens.all()
                .filter(other -> !other.id().equals(token.id()))
                .forEach(other -> identifiers(other).forEach(taken::add));
        sessionKeys.all().filter(key -> !key.token().equals(token.id())).forEach(key -> taken.add(key.id()));
        identifiers(token).filter(taken::contains).findFirst().ifPresent(identifier -> {
            throw new DuplicateIdentifierException(identifier);
        });
    }

    private static Stream<String> identifiers(CanaryToken token) {
        Stream<@Nullable String> identity =
                Stream.of(token.identity().userArn(), token.identity().principalId());
        return Stream.concat(token.keys().stream().map(AccessKey::id), identity.filter(Objects::nonNull));
    }

    private void grow() {
        long before = version;
        transaction.onUndo(() -> version = before);
        version++;
    }

    @Override
    public Optional<CanaryToken> find(TokenId id) {
        return tokens.get(id).map(this::withOpenIncident);
    }

    private CanaryToken withOpenIncident(CanaryToken token) {
        TokenFacts facts = token.facts();
        return token.with(new TokenFacts(
                facts.plannedAt(),
                facts.issuedAt(),
                facts.lastProofAt(),
                facts.lastAudit(),
                incidents.openIncident(token.id()).isPresent(),
                facts.exposedAt(),
                facts.retiredAt()));
    }

    @Override
    public Set<Account> accounts() {
        return tokens.all().map(CanaryToken::account).collect(Collectors.toSet());
    }

    @Override
    public Optional<CanaryToken> byKey(String keyId) {
        Optional<TokenId> owner = tokens.all()
                .filter(token -> token.key(keyId) != null)
                .map(CanaryToken::id)
                .findFirst();
        return owner.or(() -> sessionKeys.get(keyId).map(SessionKey::token)).flatMap(this::find);
    }

    @Override
    public List<CanaryToken> page(@Nullable TokenId after, int limit) {
        return tokens.all()
                .sorted(Comparator.comparing(CanaryToken::id))
                .filter(token -> after == null || token.id().compareTo(after) > 0)
                .limit(limit)
                .map(this::withOpenIncident)
                .toList();
    }

    @Override
    public void learn(SessionKey key) {
        if (sessionKeys.add(key.id(), key)) {
            grow();
        }
    }

    @Override
    public Optional<SessionKey> sessionKey(String keyId) {
        return sessionKeys.get(keyId);
    }

    @Override
    public List<SessionKey> sessionKeys() {
        return sessionKeys
                .all()
                .sorted(Comparator.comparing(SessionKey::learnedAt).thenComparing(SessionKey::id))
                .toList();
    }

    @Override
    public void put(Placement placement) {
        placements.put(placement.id(), placement);
    }

    @Override
    public Optional<Placement> placement(UUID id) {
        return placements.get(id);
    }

    @Override
    public List<Placement> placements(TokenId token) {
        return placements
                .all()
                .filter(placement -> placement.token().equals(token))
                .sorted(Comparator.comparing(Placement::plannedAt).thenComparing(Placement::id, MemoryStores.BY_ID))
                .toList();
    }

    @Override
    public long version() {
        return version;
    }

    /** Transactions run one at a time. */
    @Override
    public void lock(TokenId token) {}
}
