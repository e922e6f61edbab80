package io.keycanary.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.drill.Drill;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.Tally;
import io.keycanary.intake.Example;
import io.keycanary.intake.LedgerException;
import io.keycanary.token.TokenId;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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
                            .filter(name -> name.matches("V\\d+__.*[.](sql|class)"))
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

    /** As the program before the counted columns left it. */
    private static void setBack(String url) {
        Jdbi.create(url).useHandle(handle -> {
            handle.execute("alter table tokens drop column tags"); // later than that
            handle.execute("drop table quiet_rules");
            handle.execute("drop table pipelines");
            handle.execute("alter table alerts drop column facts");
            handle.execute("drop index sightings_by_incident");
            for (String column : List.of("network", "source", "call")) {
                handle.execute("alter table sightings drop column " + column);
            }
            handle.execute("create index sightings_by_incident on sightings (incident, happened_at)");
            handle.execute("drop index drills_by_start");
            handle.execute("alter table drills drop column seen_at");
            handle.execute("delete from flyway_schema_history where version > '202611280'");
        });
    }

    @Test
    void open_databaseOfTheProgramBefore_countsWhatWasStoredToo() {
        for (String url : List.of("jdbc:sqlite:" + Migrated.sqlite(home), Migrated.postgres())) {
            UUID incident = Example.id();
            try (SqlLedger ledger = SqlLedger.open(url.replace("jdbc:sqlite:", ""), KEY)) {
                for (int i = 0; i < 3; i++) {
                    Sighting stored = Example.sighting(new TokenId(Example.id()), Disposition.ALERT, incident);
                    ledger.change(stores -> stores.incidents().put(stored));
                }
            }
            setBack(url);
            try (SqlLedger ledger = SqlLedger.open(url.replace("jdbc:sqlite:", ""), KEY)) {
                assertThat(ledger.<Tally>read(stores -> stores.incidents().tally(incident, Tally.Of.NETWORK, 9))
                                .words())
                        .isEqualTo("198.51.100.0/24 (3)");
            }
        }
    }

    @Test
    void open_databaseOfTheProgramBefore_knowsWhichDrillsWereSeen() {
        for (String url : List.of("jdbc:sqlite:" + Migrated.sqlite(home), Migrated.postgres())) {
            Sighting sighting = Example.sighting(new TokenId(Example.id()), Disposition.DRILL, null);
            Drill seen = Drill.begun(Example.id(), sighting.token(), Example.T, Example.T.plusSeconds(30))
                    .finished(sighting.facts().requestId(), Example.T);
            Drill unseen = Drill.begun(Example.id(), sighting.token(), Example.T, Example.T.plusSeconds(30));
            try (SqlLedger ledger = SqlLedger.open(url.replace("jdbc:sqlite:", ""), KEY)) {
                ledger.change(stores -> {
                    stores.incidents().put(sighting);
                    stores.ownCalls().put(seen);
                    stores.ownCalls().put(unseen);
                });
            }
            setBack(url);
            try (SqlLedger ledger = SqlLedger.open(url.replace("jdbc:sqlite:", ""), KEY)) {
                assertThat(ledger.<List<Drill>>read(stores -> stores.ownCalls().begun(null, null)))
                        .containsExactlyInAnyOrder(seen.seen(sighting.knownAt()), unseen);
            }
        }
    }

    /** Records are long: what is counted over all sightings of an incident must not read them. */
    @Test
    void sightingsOfAnIncident_countedOrTimed_areReadFromTheIndexAlone() {
        List<String> queries = new ArrayList<>(List.of(SqlIncidents.ARRIVALS + " limit ?"));
        for (Tally.Of of : Tally.Of.values()) {
            queries.add(SightingTallies.sql(of));
        }
        Jdbi.create("jdbc:sqlite:" + Migrated.sqlite(home))
                .useHandle(handle -> queries.forEach(sql -> assertThat(handle.select("explain query plan " + sql, "", 1)
                                .map((row, context) -> row.getString("detail"))
                                .list())
                        .as(sql)
                        .anyMatch(plan -> plan.contains("USING COVERING INDEX sightings_by_incident"))));
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
