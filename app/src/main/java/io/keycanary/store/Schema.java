package io.keycanary.store;

import io.keycanary.intake.LedgerException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the schema of this program. */
final class Schema {
    /** Version of the newest migration; a test compares it with the files. */
    static final long VERSION = 202611281735L;

    private static final int TRIES = 5;

    private Schema() {}

    /**
     * Migrates when needed. A database that is up to date is told by one query: starting Flyway takes longer than most
     * commands.
     */
    static void bring(DataSource database, Dialect dialect, String where) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            long version = version(database);
            if (version > VERSION) {
                throw new LedgerException("the database " + where + " was made by a newer program (schema " + version
                        + ", this program knows " + VERSION + "): use the newer program");
            }
            if (version == VERSION) {
                return;
            }
            try {
                migrate(database, dialect);
            } catch (FlywayException e) {
                // Two processes that start on a new database: one loses, and finds it migrated when it looks again.
                if (attempt == TRIES) {
                    throw Failure.of(e).exception(where, e);
                }
            }
        }
    }

    private static void migrate(DataSource database, Dialect dialect) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:io/keycanary/store")
                .placeholders(dialect.types())
                .load()
                .migrate();
    }

    /** The newest version that was applied, 0 for a new database. */
    private static long version(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(connection)) {
                return 0;
            }
            try (ResultSet newest = statement.executeQuery(
                    "select max(cast(version as bigint)) from flyway_schema_history where success")) {
                newest.next();
                return newest.getLong(1);
            }
        }
    }

    private static boolean exists(Connection connection) throws SQLException {
        try (ResultSet tables =
                connection.getMetaData().getTables(null, connection.getSchema(), "flyway_schema_history", null)) {
            return tables.next();
        }
    }
}
