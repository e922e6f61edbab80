package io.keycanary.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The space that is left for database and spool. */
record DiskSpace(Path folder) {
    /** Below this there is a problem: time enough to act before the disk is full. */
    private static final long LITTLE_BYTES = 500_000_000L;

    String words() throws IOException {
        return free() / 1_000_000 + " MB free in " + folder;
    }

    /** What is wrong, null when nothing is. */
    @Nullable
    String problem() throws IOException {
        return free() < LITTLE_BYTES
                ? words() + ": sightings cannot be stored on a full disk; free some space there"
                : null;
    }

    private long free() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }
}
