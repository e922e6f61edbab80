package io.keycanary.store;

import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A token as rows: one of its own and one for each access key. */
final class TokenRows {
    private TokenRows() {}

    static void insert(Session session, CanaryToken token) {
        session.execute(
                "insert into tokens (id, label, account_kind, account, user_arn, principal_id, owner, purpose,"
                        + " playbook, tags, planned_at, issued_at, proof_at, audit_at, audit_clean, exposed_at, retired_at)"
                        + " values (" + Session.marks(17) + ")",
                values(token, List.of(token.id().value()), List.of()));
        insertKeys(session, token);
    }

    static void update(Session session, CanaryToken token) {
        session.execute(
                "update tokens set label = ?, account_kind = ?, account = ?, user_arn = ?, principal_id = ?, owner = ?,"
                        + " purpose = ?, playbook = ?, tags = ?, planned_at = ?, issued_at = ?, proof_at = ?, audit_at = ?,"
                        + " audit_clean = ?, exposed_at = ?, retired_at = ? where id = ?",
                values(token, List.of(), List.of(token.id().value())));
    }

    static void replaceKeys(Session session, CanaryToken token) {
        session.execute("delete from access_keys where token = ?", token.id().value());
        insertKeys(session, token);
    }

    private static void insertKeys(Session session, CanaryToken token) {
        int position = 0;
        for (AccessKey key : token.keys()) {
            session.execute(
                    "insert into access_keys (id, token, position, since, replaced_at, active)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    key.id(),
                    token.id().value(),
                    position++,
                    key.since(),
                    key.replacedAt(),
                    key.active());
        }
    }

    /** All columns but the id, in the order of both statements. */
    private static @Nullable Object[] values(CanaryToken token, List<Object> before, List<Object> after) {
        TokenFacts facts = token.facts();
        TokenFacts.@Nullable Audit audit = facts.lastAudit();
        List<@Nullable Object> all = new ArrayList<>(before);
        all.add(token.label());
        all.add(token.account() instanceof Account.LocalAccount ? "local" : "aws");
        all.add(token.account().id());
        all.add(token.identity().userArn());
        all.add(token.identity().principalId());
        all.add(token.stewardship().owner());
        all.add(token.stewardship().purpose());
        all.add(token.stewardship().playbook());
        all.add(String.join(" ", token.stewardship().tags()));
        all.add(facts.plannedAt());
        all.add(facts.issuedAt());
        all.add(facts.lastProofAt());
        all.add(audit == null ? null : audit.at());
        all.add(audit == null ? null : audit.clean());
        all.add(facts.exposedAt());
        all.add(facts.retiredAt());
        all.addAll(after);
        return all.toArray();
    }

    /** Tokens by ascending id. Each comes as one row per key, or one without a key. */
    static List<CanaryToken> where(Session session, String condition, Object... values) {
        String sql = "select t.*, k.id as key_id, k.since, k.replaced_at, k.active,"
                + " exists (select 1 from incidents i where i.token = t.id and i.state <> 'RESOLVED') as open_incident"
                + " from tokens t left join access_keys k on k.token = t.id where " + condition
                + " order by t.id, k.position";
        Map<UUID, CanaryToken> tokens = new LinkedHashMap<>();
        session.list(
                row -> tokens.merge(row.uuid("id"), token(row), (token, next) -> withKeys(token, next.keys())),
                sql,
                values);
        return List.copyOf(tokens.values());
    }

    private static CanaryToken withKeys(CanaryToken token, List<AccessKey> more) {
        List<AccessKey> keys = new ArrayList<>(token.keys());
        keys.addAll(more);
        return new CanaryToken(
                token.id(), token.label(), token.account(), token.identity(), keys, token.stewardship(), token.facts());
    }

    private static CanaryToken token(Row row) throws SQLException {
        return new CanaryToken(
                new TokenId(row.uuid("id")),
                row.text("label"),
                account(row),
                new DecoyIdentity(row.textOrNull("user_arn"), row.textOrNull("principal_id")),
                keys(row),
                new CanaryToken.Stewardship(
                        row.text("owner"), row.text("purpose"), row.text("playbook"), tags(row.text("tags"))),
                facts(row));
    }

    private static SortedSet<String> tags(String words) {
        return words.isEmpty() ? Collections.emptySortedSet() : new TreeSet<>(List.of(words.split(" ")));
    }

    private static List<AccessKey> keys(Row row) throws SQLException {
        String id = row.textOrNull("key_id");
        return id == null
                ? List.of()
                : List.of(new AccessKey(id, row.time("since"), row.timeOrNull("replaced_at"), row.flag("active")));
    }

    private static TokenFacts facts(Row row) throws SQLException {
        var auditAt = row.timeOrNull("audit_at");
        return new TokenFacts(
                row.time("planned_at"),
                row.timeOrNull("issued_at"),
                row.timeOrNull("proof_at"),
                auditAt == null ? null : new TokenFacts.Audit(auditAt, row.flag("audit_clean")),
                row.flag("open_incident"),
                row.timeOrNull("exposed_at"),
                row.timeOrNull("retired_at"));
    }

    static Account account(Row row) throws SQLException {
        String id = row.text("account");
        return row.text("account_kind").equals("local") ? new Account.LocalAccount(id) : new Account.AwsAccount(id);
    }
}
