package io.keycanary.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps the prepared statements of one transaction until its end. A batch runs the same ones for each of its sightings,
 * and SQLite takes longer to prepare one than to run it. The pool closes them when it gets the connection back.
 */
final class ReusedStatements extends DefaultStatementBuilder {
    private final Map<String, PreparedStatement> idle = new HashMap<>();

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        PreparedStatement known = idle.remove(sql);
        return known == null ? super.create(connection, sql, context) : known;
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        if (statement instanceof PreparedStatement prepared && !idle.containsKey(sql)) {
            idle.put(sql, prepared);
        } else {
            super.close(connection, sql, statement);
        }
    }
}
