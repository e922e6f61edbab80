package io.keycanary.store;

import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DuplicateIdentifierException;
import io.keycanary.token.Placement;
import io.keycanary.token.SessionKey;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenRegister;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

final class SqlTokens implements TokenRegister {
    private final Session session;
    private boolean identifiersChanged;

    SqlTokens(Session session) {
        this.session = session;
    }

    @Override
    public void add(CanaryToken token) {
        refuseDuplicates(token);
        TokenRows.insert(session, token);
        identifiersChanged = true;
    }

    @Override
    public void update(CanaryToken token) {
        CanaryToken stored = find(token.id()).orElseThrow(() -> new IllegalStateException("no token " + token.id()));
        TokenRows.update(session, token);
        boolean sameKeys = token.keys().equals(stored.keys());
        if (!sameKeys || !token.identity().equals(stored.identity())) {
            refuseDuplicates(token);
            identifiersChanged = true;
        }
        if (!sameKeys) {
            TokenRows.replaceKeys(session, token);
        }
    }

    @Override
    public void drop(TokenId id) {
        session.execute("delete from access_keys where token = ?", id.value());
        session.execute("delete from tokens where id = ?", id.value());
        identifiersChanged = true;
    }

    /** Looked up first, not told by a failed insert: that would end a transaction of PostgreSQL. */
    private void refuseDuplicates(CanaryToken token) {
        UUID id = token.id().value();
        List<String> taken = new ArrayList<>();
        for (AccessKey key : token.keys()) {
            String sql = "select id from access_keys where id = ? and token <> ?"
                    + " union all select id from session_keys where id = ? and token <> ?";
            taken.addAll(session.list(row -> row.text("id"), sql, key.id(), id, key.id(), id));
        }
        String arn = "select user_arn as id from tokens where user_arn = ? and id <> ?";
        taken.addAll(session.list(row -> row.text("id"), arn, token.identity().userArn(), id));
        String principal = "select principal_id as id from tokens where principal_id = ? and id <> ?";
        taken.addAll(
                session.list(row -> row.text("id"), principal, token.identity().principalId(), id));
        if (!taken.isEmpty()) {
            throw new DuplicateIdentifierException(taken.getFirst());
        }
    }

    @Override
    public Optional<CanaryToken> find(TokenId id) {
        if (session.writing()) {
            lock(id);
        }
        return TokenRows.where(session, "t.id = ?", id.value()).stream().findFirst();
    }

    @Override
    public Optional<CanaryToken> byKey(String keyId) {
        String sql = "select token from access_keys where id = ? union all select token from session_keys where id = ?";
        return session.one(row -> new TokenId(row.uuid("token")), sql, keyId, keyId)
                .flatMap(this::find);
    }

    @Override
    public List<CanaryToken> page(@Nullable TokenId after, int limit) {
        if (after == null) {
            return TokenRows.where(session, "t.id in (select id from tokens order by id limit ?)", limit);
        }
        String behind = "t.id in (select id from tokens where id > ? order by id limit ?)";
        return TokenRows.where(session, behind, after.value(), limit);
    }

    @Override
    public Set<Account> accounts() {
        return Set.copyOf(session.list(TokenRows::account, "select distinct account_kind, account from tokens"));
    }

    @Override
    public void learn(SessionKey key) {
        int added = session.execute(
                "insert into session_keys (id, token, learned_at, expires) values (?, ?, ?, ?)"
                        + " on conflict (id) do nothing",
                key.id(),
                key.token().value(),
                key.learnedAt(),
                key.expires());
        identifiersChanged |= added > 0;
    }

    @Override
    public Optional<SessionKey> sessionKey(String keyId) {
        return session.one(SqlTokens::sessionKey, "select * from session_keys where id = ?", keyId);
    }

    @Override
    public List<SessionKey> sessionKeys() {
        return session.list(SqlTokens::sessionKey, "select * from session_keys order by learned_at, id");
    }

    private static SessionKey sessionKey(Row row) throws SQLException {
        return new SessionKey(
                new TokenId(row.uuid("token")), row.text("id"), row.time("learned_at"), row.timeOrNull("expires"));
    }

    @Override
    public void put(Placement placement) {
        PlacementRows.put(session, placement);
    }

    @Override
    public Optional<Placement> placement(UUID id) {
        return session.one(PlacementRows::read, "select * from placements where id = ?" + session.lockingRow(), id);
    }

    @Override
    public List<Placement> placements(TokenId token) {
        String sql = "select * from placements where token = ? order by planned_at, id";
        return session.list(PlacementRows::read, sql, token.value());
    }

    @Override
    public long version() {
        beforeCommit();
        return session.one(row -> row.count("version"), "select version from register_version")
                .orElseThrow();
    }

    @Override
    public void lock(TokenId token) {
        if (!session.lockingRow().isEmpty()) {
            session.any("select id from tokens where id = ?" + session.lockingRow(), token.value());
        }
    }

    /** As late as possible: the one row is locked from here to the end of the transaction. */
    void beforeCommit() {
        if (identifiersChanged) {
            session.execute("update register_version set version = version + 1");
            identifiersChanged = false;
        }
    }
}
