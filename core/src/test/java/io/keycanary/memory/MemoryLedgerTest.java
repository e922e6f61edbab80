package io.keycanary.memory;

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
import org.junit.jupiter.api.Nested;

class MemoryLedgerTest {
    /** Another process cannot see this memory: every one opened is the same. */
    private final MemoryLedger memory = new MemoryLedger();

    @Nested
    class Transactions extends LedgerContract {
        @Override
        protected Ledger open() {
            return memory;
        }
    }

    @Nested
    class Reports extends ReportRoundsContract {
        @Override
        protected Ledger open() {
            return memory;
        }
    }

    @Nested
    class Accounts extends AccountRegisterContract {
        @Override
        protected Ledger open() {
            return memory;
        }
    }

    @Nested
    class Pipelines extends PipelineRegisterContract {
        @Override
        protected Ledger open() {
            return memory;
        }
    }

    @Nested
    class Response extends ResponsesContract {
        @Override
        protected Ledger open() {
            return memory;
        }
    }

    @Nested
    class Tokens extends TokenRegisterContract {
        @Override
        protected Ledger open() {
            return memory;
        }
    }

    @Nested
    class Vault extends SecretVaultContract {
        @Override
        protected Ledger open() {
            return memory;
        }
    }

    @Nested
    class Incidents extends IncidentLogContract {
        @Override
        protected Ledger open() {
            return memory;
        }
    }

    @Nested
    class Alerts extends OutboxContract {
        @Override
        protected Ledger open() {
            return memory;
        }
    }

    @Nested
    class Journals extends JournalsContract {
        @Override
        protected Ledger open() {
            return memory;
        }
    }
}
