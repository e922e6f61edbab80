package io.keycanary.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program with SIGKILL at random moments, again and again, and then counts: what the endpoint and the API
 * answered is stored once, and every incident's alert has arrived and is recorded once. {@code -Dcrash.rounds=200} for
 * the long run; {@code -Dcrash.seed=N} draws the moments of an earlier run again.
 */
class CrashIT {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 3);
    private static final long SEED = Long.getLong("crash.seed", new Random().nextLong());

    /** Both in one test: what a killed program was about to send waits for its lease, and so they wait together. */
    @Test
    void kill_atRandomMoments_losesNothing(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                CrashRun onSqlite = rounds("SQLite", null, folder);
                CrashRun onPostgres = rounds("PostgreSQL", postgres.getJdbcUrl("postgres", "postgres"), folder)) {
            System.out.println(onSqlite.check());
            System.out.println(onPostgres.check());
        }
    }

    private static CrashRun rounds(String name, @Nullable String database, Path folder) throws Exception {
        System.out.println("Killing " + ROUNDS + " times on " + name + ", -Dcrash.seed=" + SEED);
        CrashRun run = new CrashRun(name, database, new Random(SEED), folder);
        for (int round = 1; round <= ROUNDS; round++) {
            run.round();
            if (round % 20 == 0) {
                System.out.println(run);
            }
        }
        return run;
    }
}
