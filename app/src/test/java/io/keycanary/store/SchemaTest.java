package io.keycanary.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.intake.LedgerException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    @TempDir
    private Path home;

    private static final MasterKey KEY = MasterKey.inFile(Path.of("unused"));

    @Test
    void version_ofTheProgram_isTheNewestMigration() throws IOException, URISyntaxException {
        Path one = Path.of(Objects.requireNonNull(Schema.class.getResource("V202611232130__tokens.sql"))
                .toURI());
        try (var files = Files.list(one.getParent())) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".sql"))
                            .mapToLong(name -> Long.parseLong(name.substring(1, name.indexOf("__"))))
                            .max())
                    .hasValue(Schema.VERSION);
        }
    }

    @Test
    void open_newDatabaseByManyAtOnce_allSucceed() throws Exception {
        String file = home.resolve("keycanary.db").toString();
        openAtOnce(file);
        openAtOnce(Postgres.url(Postgres.create("template1")));
    }

    private static void openAtOnce(String database) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Long>> starts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                starts.add(() -> {
                    try (SqlLedger ledger = SqlLedger.open(database, KEY)) {
                        return ledger.read(stores -> stores.quarantine().count());
                    }
                });
            }
            for (Future<Long> started : threads.invokeAll(starts)) {
                assertThat(started.get()).isZero();
            }
        }
    }

    @Test
    void open_databaseOfANewerProgram_isRefusedNamingBothVersions() {
        for (String url : List.of("jdbc:sqlite:" + Migrated.sqlite(home), Migrated.postgres())) {
            Jdbi.create(url)
                    .useHandle(handle -> handle.execute(
                            "update flyway_schema_history set version = '203001010000' where installed_rank = 4"));
            assertThatThrownBy(() -> SqlLedger.open(url, KEY))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("203001010000")
                    .hasMessageContaining(String.valueOf(Schema.VERSION))
                    .hasMessageContaining("newer program");
        }
    }
}
