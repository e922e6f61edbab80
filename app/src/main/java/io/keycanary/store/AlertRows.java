package io.keycanary.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertFacts;
import io.keycanary.alert.ChannelHealth;
import io.keycanary.alert.Delivery;
import io.keycanary.incident.Severity;
import io.keycanary.token.TokenId;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Alerts, deliveries and the health of channels as rows. */
final class AlertRows {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<AlertFacts> FACTS = new TypeReference<>() {};

    private AlertRows() {}

    /** False when there is one of its id already. */
    static boolean insert(Session session, Alert alert) {
        int added = session.execute(
                "insert into alerts (id, reason, severity, incident, token, leaked, tried, origin, since, todo, link,"
                        + " details, created_at, facts) values (" + Session.marks(14) + ") on conflict (id) do nothing",
                alert.id(),
                alert.reason().name(),
                alert.severity().name(),
                alert.incident(),
                alert.token() == null ? null : alert.token().value(),
                alert.leaked(),
                alert.tried(),
                alert.from(),
                alert.since(),
                alert.todo(),
                alert.link(),
                Json.write(alert.details()),
                alert.createdAt(),
                alert.facts() == null ? null : Json.write(alert.facts()));
        return added > 0;
    }

    static Alert alert(Row row) throws SQLException {
        UUID token = row.uuidOrNull("token");
        String facts = row.textOrNull("facts");
        return new Alert(
                        row.uuid("id"),
                        row.word("reason", Alert.Reason.class),
                        row.word("severity", Severity.class),
                        row.uuidOrNull("incident"),
                        token == null ? null : new TokenId(token),
                        row.text("leaked"),
                        row.text("tried"),
                        row.text("origin"),
                        row.timeOrNull("since"),
                        row.text("todo"),
                        row.text("link"),
                        Json.read(row.text("details"), TEXTS),
                        row.time("created_at"))
                .with(facts == null ? null : Json.read(facts, FACTS));
    }

    static Delivery delivery(Row row) throws SQLException {
        return new Delivery(
                row.uuid("alert"),
                row.text("channel"),
                row.word("state", Delivery.State.class),
                row.number("attempts"),
                row.time("next_at"),
                row.timeOrNull("leased_until"),
                row.textOrNull("note"),
                row.timeOrNull("ended_at"));
    }

    static ChannelHealth health(Row row) throws SQLException {
        return new ChannelHealth(
                row.text("channel"),
                row.timeOrNull("last_success"),
                row.timeOrNull("last_failure"),
                row.number("failures"),
                row.textOrNull("last_error"),
                row.timeOrNull("announced_at"));
    }
}
