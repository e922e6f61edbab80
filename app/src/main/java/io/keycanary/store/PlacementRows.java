package io.keycanary.store;

import io.keycanary.token.Placement;
import io.keycanary.token.TokenId;
import java.sql.SQLException;

/** A placement as a row. */
final class PlacementRows {
    private PlacementRows() {}

    static void put(Session session, Placement placement) {
        session.execute(
                "insert into placements (id, token, kind, location, format, state, planned_at, planted_at, checked_at,"
                        + " receipt) values (" + Session.marks(10) + ")"
                        + " on conflict (id) do update set token = excluded.token, kind = excluded.kind,"
                        + " location = excluded.location, format = excluded.format, state = excluded.state,"
                        + " planned_at = excluded.planned_at, planted_at = excluded.planted_at,"
                        + " checked_at = excluded.checked_at, receipt = excluded.receipt",
                placement.id(),
                placement.token().value(),
                placement.kind().name(),
                placement.location(),
                placement.format(),
                placement.state().name(),
                placement.plannedAt(),
                placement.plantedAt(),
                placement.checkedAt(),
                placement.receipt());
    }

    static Placement read(Row row) throws SQLException {
        return new Placement(
                row.uuid("id"),
                new TokenId(row.uuid("token")),
                row.word("kind", Placement.Kind.class),
                row.text("location"),
                row.text("format"),
                row.word("state", Placement.State.class),
                row.time("planned_at"),
                row.timeOrNull("planted_at"),
                row.timeOrNull("checked_at"),
                row.text("receipt"));
    }
}
