package io.keycanary.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.keycanary.alert.QuietRule;
import io.keycanary.incident.Severity;
import io.keycanary.token.TokenId;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;

/** A rule as a row. */
final class QuietRuleRows {
    private static final TypeReference<Set<String>> TEXTS = new TypeReference<>() {};

    private QuietRuleRows() {}

    static void put(Session session, QuietRule rule) {
        session.execute(
                "insert into quiet_rules (id, channels, tokens, at_most, starts_at, ends_at, reason, added_by)"
                        + " values (" + Session.marks(8) + ") on conflict (id) do update set"
                        + " channels = excluded.channels, tokens = excluded.tokens, at_most = excluded.at_most,"
                        + " starts_at = excluded.starts_at, ends_at = excluded.ends_at, reason = excluded.reason,"
                        + " added_by = excluded.added_by",
                rule.id(),
                Json.write(rule.channels().stream().sorted().toList()),
                Json.write(
                        rule.tokens().stream().map(TokenId::toString).sorted().toList()),
                rule.atMost().name(),
                rule.from(),
                rule.until(),
                rule.reason(),
                rule.addedBy());
    }

    static QuietRule read(Row row) throws SQLException {
        return new QuietRule(
                row.uuid("id"),
                Json.read(row.text("channels"), TEXTS),
                Json.read(row.text("tokens"), TEXTS).stream().map(TokenId::of).collect(Collectors.toUnmodifiableSet()),
                Severity.valueOf(row.text("at_most")),
                row.time("starts_at"),
                row.time("ends_at"),
                row.text("reason"),
                row.text("added_by"));
    }
}
