package io.keycanary.store;

import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Says of earlier drills when they were seen: their sightings have it. Flyway finds it by its name, and makes it. */
public final class V202611280841__Fill_drills_seen extends BaseJavaMigration {
    private record Seen(long at, @Nullable String request) {}

    /** Called by Flyway. */
    public V202611280841__Fill_drills_seen() {}

    @Override
    public void migrate(Context context) {
        Jdbi jdbi = Jdbi.create(context.getConnection()).registerArgument(new StoredText());
        jdbi.useHandle(handle -> {
            // No statement here differs between the two databases.
            Session session = new Session(handle, Dialect.SQLITE, true);
            List<Seen> all = new ArrayList<>();
            session.each(
                    row -> new Seen(
                            row.count("known_at"), SightingRows.facts(row).requestId()),
                    all::add,
                    "select known_at, facts from sightings where disposition = 'DRILL' order by known_at");
            all.forEach(seen -> session.execute(
                    "update drills set seen_at = ? where request_id = ? and seen_at is null", seen.at, seen.request));
        });
    }
}
