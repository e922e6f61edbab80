package io.keycanary.store;

import io.keycanary.detect.RecordFacts;
import io.keycanary.incident.Tally;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Fills the columns that are counted: SQL cannot tell a source network. Flyway finds it by its name, and makes it. */
public final class V202611280801__Fill_counted_values extends BaseJavaMigration {
    private static final int PAGE = 500;

    private record Stored(UUID id, RecordFacts facts) {}

    /** Called by Flyway. */
    public V202611280801__Fill_counted_values() {}

    @Override
    public void migrate(Context context) {
        Jdbi jdbi = Jdbi.create(context.getConnection()).registerArgument(new StoredText());
        jdbi.useHandle(handle -> {
            // No statement here differs between the two databases.
            Session session = new Session(handle, Dialect.SQLITE, true);
            for (List<Stored> page = page(session, null);
                    !page.isEmpty();
                    page = page(session, page.getLast().id())) {
                page.forEach(stored -> fill(session, stored));
            }
        });
    }

    private static List<Stored> page(Session session, @Nullable UUID after) {
        Row.Reader<Stored> reader = row -> new Stored(row.uuid("id"), SightingRows.facts(row));
        return after == null
                ? session.list(reader, "select id, facts from sightings order by id limit ?", PAGE)
                : session.list(reader, "select id, facts from sightings where id > ? order by id limit ?", after, PAGE);
    }

    private static void fill(Session session, Stored stored) {
        session.execute(
                "update sightings set network = ?, source = ?, call = ? where id = ?",
                Tally.Of.NETWORK.value(stored.facts()),
                Tally.Of.SOURCE.value(stored.facts()),
                Tally.Of.CALL.value(stored.facts()),
                stored.id());
    }
}
