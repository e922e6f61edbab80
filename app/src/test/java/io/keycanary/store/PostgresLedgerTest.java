package io.keycanary.store;

import io.keycanary.intake.AccountRegisterContract;
import io.keycanary.intake.IncidentLogContract;
import io.keycanary.intake.JournalsContract;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.LedgerContract;
import io.keycanary.intake.OutboxContract;
import io.keycanary.intake.PipelineRegisterContract;
import io.keycanary.intake.ReportRoundsContract;
import io.keycanary.intake.ResponsesContract;
import io.keycanary.intake.SecretVaultContract;
import io.keycanary.intake.TokenRegisterContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class PostgresLedgerTest {
    @TempDir
    private Path home;

    private String database = "";

    @BeforeEach
    void createDatabase() {
        database = Migrated.postgres();
    }

    private Ledger openHere() {
        return SqlLedger.open(database, MasterKey.inFile(home.resolve("master.key")));
    }

    @Nested
    class Transactions extends LedgerContract {
        @Override
        protected Ledger open() {
            return openHere();
        }
    }

    @Nested
    class Reports extends ReportRoundsContract {
        @Override
        protected Ledger open() {
            return openHere();
        }
    }

    @Nested
    class Accounts extends AccountRegisterContract {
        @Override
        protected Ledger open() {
            return openHere();
        }
    }

    @Nested
    class Pipelines extends PipelineRegisterContract {
        @Override
        protected Ledger open() {
            return openHere();
        }
    }

    @Nested
    class Response extends ResponsesContract {
        @Override
        protected Ledger open() {
            return openHere();
        }
    }

    @Nested
    class Tokens extends TokenRegisterContract {
        @Override
        protected Ledger open() {
            return openHere();
        }
    }

    @Nested
    class Vault extends SecretVaultContract {
        @Override
        protected Ledger open() {
            return openHere();
        }
    }

    @Nested
    class Incidents extends IncidentLogContract {
        @Override
        protected Ledger open() {
            return openHere();
        }
    }

    @Nested
    class Alerts extends OutboxContract {
        @Override
        protected Ledger open() {
            return openHere();
        }
    }

    @Nested
    class Journals extends JournalsContract {
        @Override
        protected Ledger open() {
            return openHere();
        }
    }
}
