package io.keycanary.files;

import io.keycanary.intake.Ledger;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.source.RecordSource;
import io.keycanary.source.RecordSourceContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FolderContractTest extends RecordSourceContract {
    @TempDir
    Path temp;

    private TestFolder folder;

    @BeforeEach
    void setUp() {
        folder = new TestFolder(temp, new MemoryLedger());
    }

    @Override
    protected RecordSource open() {
        return folder.source();
    }

    @Override
    protected void bring(String eventId) throws IOException {
        folder.append(eventId + ".json", TestFolder.record(eventId) + "\n");
    }

    @Override
    protected Ledger ledger() {
        return folder.ledger;
    }

    @Override
    protected void pass() {
        folder.passes(Duration.ofMinutes(1));
    }
}
