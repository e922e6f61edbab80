package io.keycanary.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.intake.Ledger;
import io.keycanary.intake.LedgerException;
import io.keycanary.token.Secret;
import io.keycanary.token.TokenId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
    private static final TokenId ONE = TokenId.of("019ab000-0000-7000-8000-000000000001");
    private static final TokenId TWO = TokenId.of("019ab000-0000-7000-8000-000000000002");
    private static final String TEXT = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzTESTKEY0";

    @TempDir
    private Path home;

    private Path file = Path.of("");
    private String database = "";

    @BeforeEach
    void createDatabase() {
        file = home.resolve("master.key");
        database = Migrated.sqlite(home);
    }

    private Ledger open() {
        return SqlLedger.open(database, MasterKey.inFile(file));
    }

    private void keep(TokenId token, String field) {
        try (Ledger ledger = open()) {
            ledger.change(stores -> stores.vault().keep(token, field, Secret.of(TEXT)));
        }
    }

    private void get(TokenId token, String field) {
        try (Ledger ledger = open()) {
            assertThat(ledger.<Boolean>read(stores ->
                            stores.vault().get(token, field).orElseThrow().matches(Secret.of(TEXT))))
                    .isTrue();
        }
    }

    @Test
    void keyFile_ledgerWithoutSecrets_isNotMade() {
        try (Ledger ledger = open()) {
            assertThat(ledger.<Boolean>read(
                            stores -> stores.vault().get(ONE, "f").isEmpty()))
                    .isTrue();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void keyFile_firstSecret_isMadeForItsOwnerOnly() throws IOException {
        keep(ONE, "f");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(database))))
                .startsWith("rw-");
        try (var files = Files.list(home)) {
            assertThat(files.map(path -> path.getFileName().toString()).filter(name -> name.startsWith(".")))
                    .isEmpty();
        }
        get(ONE, "f");
    }

    @Test
    void keyFile_openToOthers_isRefusedWithTheRemedy() throws IOException {
        keep(ONE, "f");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> get(ONE, "f"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("rw-r-----")
                .hasMessageContaining("chmod 600");
    }

    @Test
    void keyFile_lost_noSecondKeyIsMade() throws IOException {
        keep(ONE, "f");
        Files.delete(file);
        assertThatThrownBy(() -> get(ONE, "f"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("is missing");
        assertThatThrownBy(() -> keep(TWO, "f"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("is missing");
        assertThat(file).doesNotExist();
    }

    @Test
    void keyFile_ofAnotherInstallation_isRefused() throws IOException {
        keep(ONE, "f");
        Files.delete(file);
        MasterKey.inFile(file).existingOrNew();
        assertThatThrownBy(() -> get(ONE, "f"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("another key");
        assertThatThrownBy(() -> keep(TWO, "f"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("is not the one");
    }

    @Test
    void keyFile_damaged_isRefused() throws IOException {
        keep(ONE, "f");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> get(ONE, "f"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void keyFile_madeByManyAtOnce_allHaveTheSame() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<byte[]>> makers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                makers.add(() -> MasterKey.inFile(file).existingOrNew().encrypt(new byte[1], new byte[0]));
            }
            for (Future<byte[]> sealed : threads.invokeAll(makers)) {
                assertThat(MasterKey.inFile(file).existing().decrypt(sealed.get(), new byte[0]))
                        .hasSize(1);
            }
        }
    }

    @Test
    void secret_inTheDatabase_isSealed() throws IOException {
        keep(ONE, "f");
        try (var files = Files.list(home)) {
            for (Path each : files.toList()) {
                assertThat(Files.readString(each, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain(TEXT);
            }
        }
    }

    @Test
    void secret_movedToAnotherTokenOrField_isRefused() {
        keep(ONE, "f");
        keep(TWO, "f");
        Jdbi sql = Jdbi.create("jdbc:sqlite:" + database);
        sql.useHandle(handle -> handle.execute(
                "update secrets set sealed = (select sealed from secrets where token = ?) where token = ?",
                ONE.toString(),
                TWO.toString()));
        sql.useHandle(handle -> handle.execute("update secrets set field = 'g' where token = ?", ONE.toString()));
        assertThatThrownBy(() -> get(TWO, "f"))
                .isInstanceOf(LedgerException.class)
                .hasMessageNotContaining(TEXT);
        assertThatThrownBy(() -> get(ONE, "g")).isInstanceOf(LedgerException.class);
    }
}
