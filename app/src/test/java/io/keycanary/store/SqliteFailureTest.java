package io.keycanary.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.keycanary.intake.LedgerException;
import io.keycanary.intake.Quarantine;
import io.keycanary.source.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFailureTest {
    private static final Instant T = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path home;

    private SqlLedger open(String database) {
        return SqlLedger.open(database, MasterKey.inFile(home.resolve("master.key")));
    }

    @Test
    void write_lockedByAnotherProcess_saysSoAndStoresNothing() throws SQLException {
        String database = Migrated.sqlite(home);
        try (SqlLedger ledger = open(database);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            other.createStatement().execute("begin immediate");
            assertThatThrownBy(
                            () -> ledger.change(stores -> stores.checkpoints().put(new Checkpoint("s", "1"))))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining(database)
                    .hasMessageContaining("locked by another process");
            assertThat(ledger.<Boolean>read(
                            stores -> stores.checkpoints().position("s").isEmpty()))
                    .isTrue();
            other.createStatement().execute("rollback");
            ledger.change(stores -> stores.checkpoints().put(new Checkpoint("s", "1")));
        }
    }

    @Test
    void write_diskFull_saysSoAndStoresNothing() throws SQLException {
        Pools pools = Pools.open(Migrated.sqlite(home));
        try (SqlLedger ledger = new SqlLedger(pools, MasterKey.inFile(home.resolve("master.key")))) {
            fill(pools);
            assertThatThrownBy(() -> ledger.change(stores -> {
                        stores.checkpoints().put(new Checkpoint("s", "1"));
                        stores.quarantine().put(new Quarantine.Entry("o", 0, "r", new byte[1 << 20], T));
                    }))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("no space left");
            assertThat(ledger.<Boolean>read(
                            stores -> stores.checkpoints().position("s").isEmpty()))
                    .isTrue();
            ledger.change(stores -> stores.checkpoints().put(new Checkpoint("s", "1")));
        }
    }

    /** The one connection that writes may take no further page: what SQLite does then is what it does on a full disk. */
    private static void fill(Pools pools) throws SQLException {
        try (Connection writer = pools.writers().getConnection();
                var statement = writer.createStatement()) {
            statement.execute("pragma max_page_count = 80");
        }
    }

    @Test
    void open_fileThatIsNoDatabase_isRefusedAndLeftAlone() throws IOException {
        Path file = Files.writeString(home.resolve("notes.txt"), "remember the milk\n".repeat(200));
        assertThatThrownBy(() -> open(file.toString()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("is not a SQLite database");
        assertThat(file).hasContent("remember the milk\n".repeat(200));
    }

    @Test
    void open_folderIsMissing_isRefused() {
        String file = home.resolve("nowhere").resolve("keycanary.db").toString();
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(file)
                .hasMessageContaining("its folder exists");
    }

    @Test
    void open_folderCannotBeWritten_isRefused() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may write everywhere");
        Path folder = Files.createDirectory(
                home.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        assertThatThrownBy(() -> open(folder.resolve("keycanary.db").toString()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("may write there");
    }

    @Test
    void open_pathIsAFolder_isRefused() {
        assertThatThrownBy(() -> open(home.toString()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("cannot be opened for writing");
    }

    @Test
    void open_newFile_isForItsOwnerOnly() throws IOException {
        Path file = home.resolve("new.db");
        try (SqlLedger ledger = open(file.toString())) {
            ledger.change(stores -> stores.checkpoints().put(new Checkpoint("s", "1")));
            try (var files = Files.list(home)) {
                for (Path each : files.toList()) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .isEqualTo("rw-------");
                }
            }
        }
    }
}
