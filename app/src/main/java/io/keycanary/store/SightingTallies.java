package io.keycanary.store;

import io.keycanary.incident.Tally;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Counts the sightings of an incident by a value, in the database: from the index alone, because records are long. */
final class SightingTallies {
    private record Counted(Tally.Count count, long distinct) {}

    private SightingTallies() {}

    static Tally of(Session session, UUID incident, Tally.Of of, int limit) {
        List<Counted> counted = session.list(SightingTallies::read, sql(of), incident, limit);
        return new Tally(
                counted.stream().map(Counted::count).toList(),
                counted.isEmpty() ? 0 : counted.getFirst().distinct());
    }

    static String sql(Tally.Of of) {
        String column = of.name().toLowerCase(Locale.ROOT);
        return "select " + column + " as counted, count(*) as n, count(*) over () as every from sightings"
                + " where incident = ? and " + column + " is not null group by " + column
                + " order by n desc, " + column + " limit ?";
    }

    private static Counted read(Row row) throws SQLException {
        return new Counted(new Tally.Count(row.text("counted"), row.count("n")), row.count("every"));
    }
}
