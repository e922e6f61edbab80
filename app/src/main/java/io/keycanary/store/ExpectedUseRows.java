package io.keycanary.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.keycanary.incident.AddressRange;
import io.keycanary.incident.ExpectedUse;
import io.keycanary.incident.ExpectedUse.AllTokens;
import io.keycanary.incident.ExpectedUse.NamedTokens;
import io.keycanary.incident.ExpectedUse.Scope;
import io.keycanary.token.TokenId;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A rule as a row. No named token stands for all of them: a rule that names none is never made. */
final class ExpectedUseRows {
    private static final TypeReference<Set<String>> TEXTS = new TypeReference<>() {};

    private ExpectedUseRows() {}

    static void put(Session session, ExpectedUse rule) {
        session.execute(
                "insert into expected_uses (id, tokens, network, starts_at, ends_at, reason, added_by)"
                        + " values (" + Session.marks(7) + ") on conflict (id) do update set"
                        + " tokens = excluded.tokens, network = excluded.network, starts_at = excluded.starts_at,"
                        + " ends_at = excluded.ends_at, reason = excluded.reason, added_by = excluded.added_by",
                rule.id(),
                Json.write(names(rule.scope())),
                rule.network().text(),
                rule.from(),
                rule.until(),
                rule.reason(),
                rule.addedBy());
    }

    private static List<String> names(Scope scope) {
        return switch (scope) {
            case AllTokens all -> List.of();
            case NamedTokens named ->
                named.tokens().stream().map(TokenId::toString).sorted().toList();
        };
    }

    static ExpectedUse read(Row row) throws SQLException {
        Set<String> tokens = Json.read(row.text("tokens"), TEXTS);
        return new ExpectedUse(
                row.uuid("id"),
                tokens.isEmpty()
                        ? new AllTokens()
                        : new NamedTokens(tokens.stream().map(TokenId::of).collect(Collectors.toUnmodifiableSet())),
                new AddressRange(row.text("network")),
                row.time("starts_at"),
                row.time("ends_at"),
                row.text("reason"),
                row.text("added_by"));
    }
}
