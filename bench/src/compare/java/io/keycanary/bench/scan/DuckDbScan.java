package io.keycanary.bench.scan;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/**
 * DuckDB in the process: one query over all files, with the columns typed so that it need not guess, and the request as
 * text, because its shape differs from call to call. {@code DuckDbScan IDENTIFIERS FOLDER}
 */
final class DuckDbScan {
    private DuckDbScan() {}

    public static void main(String[] args) throws Exception {
        String identity = "STRUCT(principalId VARCHAR, accessKeyId VARCHAR, arn VARCHAR, sessionContext"
                + " STRUCT(sessionIssuer STRUCT(principalId VARCHAR, arn VARCHAR)))";
        String events = "STRUCT(userIdentity " + identity + ", eventID VARCHAR, requestParameters JSON, resources JSON)[]";
        String query = """
                WITH watched AS (SELECT column0 AS id FROM read_csv('%s', header = false, delim = '\\t', quote = '',
                                 columns = {'column0': 'VARCHAR'})),
                events AS (SELECT unnest(Records) AS e FROM read_json('%s/**/*.gz', format = 'unstructured',
                           maximum_object_size = 268435456, columns = {'Records': '%s'}))
                SELECT e.eventID FROM events WHERE
                  e.userIdentity.principalId IN (FROM watched) OR e.userIdentity.accessKeyId IN (FROM watched)
                  OR e.userIdentity.arn IN (FROM watched)
                  OR e.userIdentity.sessionContext.sessionIssuer.principalId IN (FROM watched)
                  OR e.userIdentity.sessionContext.sessionIssuer.arn IN (FROM watched)
                  OR list_has_any(
                         regexp_extract_all(concat(e.requestParameters, e.resources), '"([^"\\\\]*)"', 1),
                         (SELECT list(id) FROM watched))
                """.formatted(Path.of(args[0]), Path.of(args[1]), events);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                System.out.println(rows.getString(1));
            }
        }
    }
}
