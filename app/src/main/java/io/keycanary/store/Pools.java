package io.keycanary.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Connections to one database, those that write apart from those that read.
 *
 * @param where the database, for messages: no password
 */
record Pools(Dialect dialect, String where, HikariDataSource writers, HikariDataSource readers)
        implements AutoCloseable {
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(30);
    private static final int SQLITE_READERS = 4;
    private static final int POSTGRESQL_CONNECTIONS = 8;

    static Pools open(String database) {
        return database.startsWith("jdbc:postgresql:") ? postgresql(database) : sqlite(Path.of(path(database)));
    }

    private static String path(String database) {
        String prefix = "jdbc:sqlite:";
        return database.startsWith(prefix) ? database.substring(prefix.length()) : database;
    }

    /** One connection writes: SQLite has one write lock, and waiting for it in a queue is fair and cheap. */
    private static Pools sqlite(Path file) {
        String where = file.toString();
        createPrivately(file);
        SQLiteDataSource writing = sqlite(file, false);
        migrate(writing, Dialect.SQLITE, where);
        return new Pools(
                Dialect.SQLITE,
                where,
                pool(writing, 1, CONNECTION_TIMEOUT),
                pool(sqlite(file, true), SQLITE_READERS, CONNECTION_TIMEOUT));
    }

    private static SQLiteDataSource sqlite(Path file, boolean reading) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
        config.enforceForeignKeys(true);
        config.setGetGeneratedKeys(false);
        config.setTransactionMode(
                reading ? SQLiteConfig.TransactionMode.DEFERRED : SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** SQLite gives its other files the mode of the first. */
    private static void createPrivately(Path file) {
        try {
            Files.createFile(file, PrivateFile.attributes(file));
        } catch (FileAlreadyExistsException e) {
            return; // as it should be, after the first time
        } catch (IOException e) {
            throw Failure.NOT_WRITABLE.exception(file.toString(), new java.io.UncheckedIOException(e));
        }
    }

    private static Pools postgresql(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        String where = withoutSecrets(url);
        migrate(source, Dialect.POSTGRESQL, where);
        HikariDataSource writers = pool(source, POSTGRESQL_CONNECTIONS, BUSY_TIMEOUT);
        HikariConfig reading = config(source, POSTGRESQL_CONNECTIONS, BUSY_TIMEOUT);
        reading.setTransactionIsolation("TRANSACTION_REPEATABLE_READ"); // one state for all statements of a read
        HikariDataSource readers = new HikariDataSource(reading);
        return new Pools(Dialect.POSTGRESQL, where, writers, readers);
    }

    /** The URL may hold a password as a parameter, or before the host. */
    private static String withoutSecrets(String url) {
        int parameters = url.indexOf('?');
        String address = parameters < 0 ? url : url.substring(0, parameters);
        return address.replaceAll("//[^/]*@", "//");
    }

    private static void migrate(DataSource source, Dialect dialect, String where) {
        try {
            Schema.bring(source, dialect, where);
        } catch (SQLException e) {
            throw Failure.of(e).exception(where, new RuntimeException(e));
        }
    }

    private static HikariDataSource pool(DataSource source, int most, Duration wait) {
        return new HikariDataSource(config(source, most, wait));
    }

    private static HikariConfig config(DataSource source, int most, Duration wait) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(wait.toMillis());
        config.setInitializationFailTimeout(-1);
        return config;
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
    }
}
