package io.keycanary.store;

import io.keycanary.access.ApiToken;
import io.keycanary.access.ApiTokens;
import io.keycanary.access.Role;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

record SqlApiTokens(Session session) implements ApiTokens {
    @Override
    public void put(ApiToken token) {
        session.execute(
                "insert into api_tokens (id, name, role, sha256, created_at, revoked_at) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (id) do update set name = excluded.name, role = excluded.role,"
                        + " sha256 = excluded.sha256, created_at = excluded.created_at,"
                        + " revoked_at = excluded.revoked_at",
                token.id(),
                token.name(),
                token.role().name(),
                token.sha256(),
                token.createdAt(),
                token.revokedAt());
    }

    @Override
    public Optional<ApiToken> byDigest(String sha256) {
        return session.one(SqlApiTokens::read, "select * from api_tokens where sha256 = ?", sha256);
    }

    @Override
    public List<ApiToken> all() {
        return session.list(SqlApiTokens::read, "select * from api_tokens order by created_at, id");
    }

    private static ApiToken read(Row row) throws SQLException {
        return new ApiToken(
                row.uuid("id"),
                row.text("name"),
                row.word("role", Role.class),
                row.text("sha256"),
                row.time("created_at"),
                row.timeOrNull("revoked_at"));
    }
}
