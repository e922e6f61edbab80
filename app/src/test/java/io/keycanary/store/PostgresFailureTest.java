package io.keycanary.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.intake.LedgerException;
import io.keycanary.source.Checkpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class PostgresFailureTest {
    private static final MasterKey KEY = MasterKey.inFile(Path.of("unused"));

    @Test
    void open_nobodyListens_saysSoWithoutThePassword() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/canary?user=kc&password=hunter2";
        assertThatThrownBy(() -> SqlLedger.open(url, KEY))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("127.0.0.1:" + port + "/canary cannot be reached")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void open_databaseDoesNotExist_saysToCheckTheLogin() {
        assertThatThrownBy(() -> SqlLedger.open(Postgres.url("nosuch"), KEY))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("database name");
    }

    @Test
    void write_serverDroppedTheConnections_worksAgain() {
        String url = Migrated.postgres();
        try (SqlLedger ledger = SqlLedger.open(url, KEY)) {
            ledger.change(stores -> stores.checkpoints().put(new Checkpoint("s", "1")));
            Jdbi.create(Postgres.url("postgres"))
                    .useHandle(handle -> handle.execute(
                            "select pg_terminate_backend(pid) from pg_stat_activity where datname = ?",
                            url.replaceAll(".*/|\\?.*", "")));
            written(ledger);
            assertThat(ledger.<Boolean>read(
                            stores -> stores.checkpoints().position("s").isPresent()))
                    .isTrue();
        }
    }

    /** The first try may meet a dead connection and says so; the next has a new one. */
    private static void written(SqlLedger ledger) {
        try {
            ledger.change(stores -> stores.checkpoints().put(new Checkpoint("s", "2")));
        } catch (LedgerException e) {
            assertThat(e).hasMessageContaining("cannot be reached");
            ledger.change(stores -> stores.checkpoints().put(new Checkpoint("s", "2")));
        }
    }
}
