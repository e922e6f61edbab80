package io.keycanary.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.intake.Ledger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTamperingTest {
    private static final Instant T = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path home;

    private Ledger ledger = new io.keycanary.memory.MemoryLedger();
    private Jdbi sql = Jdbi.create(() -> {
        throw new IllegalStateException("not opened");
    });

    @BeforeEach
    void fill() {
        String database = Migrated.sqlite(home);
        sql = Jdbi.create("jdbc:sqlite:" + database);
        ledger = SqlLedger.open(database, MasterKey.inFile(home.resolve("master.key")));
        for (int i = 1; i <= 4; i++) {
            ledger.change(stores -> stores.audit().append(T, "ann", "token.reveal", "subject", "detail"));
        }
        assertThat(broken()).isEmpty();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private OptionalLong broken() {
        return ledger.read(stores -> stores.audit().firstBroken());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | update audit_log set actor = 'eve' where number = 2",
                "3 | update audit_log set at = at + 1 where number = 3",
                "1 | update audit_log set hash = replace(hash, substr(hash, 1, 1), 'x') where number = 1",
                "1 | delete from audit_log where number = 1",
                "2 | delete from audit_log where number = 2",
                "4 | delete from audit_log where number = 4",
                "1 | delete from audit_log",
                "5 | insert into audit_log select 5, at, actor, action, subject, detail, hash from audit_log where number = 4"
            })
    void firstBroken_rowChangedBySql_isNamed(long expected, String change) {
        sql.useHandle(handle -> handle.execute(change));
        assertThat(broken()).hasValue(expected);
    }
}
