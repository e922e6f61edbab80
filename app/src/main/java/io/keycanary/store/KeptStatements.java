package io.keycanary.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.jdbi.v3.core.statement.StatementContext;
import org.sqlite.SQLiteConnection;

/**
 * Keeps the prepared statements of a SQLite connection as long as the connection: to prepare one takes longer than to
 * run it. (The driver of PostgreSQL does the same by itself.) They are those of the driver and not of the pool, which
 * closes its own when a transaction ends.
 */
final class KeptStatements implements StatementBuilderFactory {
    private final Map<SQLiteConnection, Map<String, PreparedStatement>> idle = new ConcurrentHashMap<>();

    @Override
    public StatementBuilder createStatementBuilder(Connection pooled) {
        try {
            SQLiteConnection connection = pooled.unwrap(SQLiteConnection.class);
            Map<String, PreparedStatement> known = idle.get(connection);
            return new Builder(connection, known == null ? begin(connection) : known);
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    private Map<String, PreparedStatement> begin(SQLiteConnection connection) throws SQLException {
        for (SQLiteConnection old : idle.keySet()) {
            if (old.isClosed()) {
                idle.remove(old);
            }
        }
        Map<String, PreparedStatement> none = new HashMap<>();
        idle.put(connection, none);
        return none;
    }

    /** For one transaction; a connection has one at a time. */
    private static final class Builder extends DefaultStatementBuilder {
        private final SQLiteConnection own;
        private final Map<String, PreparedStatement> idle;

        Builder(SQLiteConnection own, Map<String, PreparedStatement> idle) {
            this.own = own;
            this.idle = idle;
        }

        @Override
        public PreparedStatement create(Connection pooled, String sql, StatementContext context) throws SQLException {
            PreparedStatement known = idle.remove(sql);
            return known == null ? super.create(own, sql, context) : known;
        }

        @Override
        public void close(Connection pooled, String sql, Statement statement) throws SQLException {
            if (statement instanceof PreparedStatement prepared && !idle.containsKey(sql)) {
                prepared.clearParameters(); // a record may be 16 MiB
                idle.put(sql, prepared);
            } else {
                super.close(pooled, sql, statement);
            }
        }
    }
}
