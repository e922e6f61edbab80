package io.keycanary.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alerts through a channel that fails half of the time, while the program is killed with SIGKILL again and again: none is
 * lost, none comes again but what was in flight at a kill, and that is marked. {@code bench/outbox} for the long run.
 */
class OutboxIT {
    private static final int ALERTS = Integer.getInteger("outbox.alerts", 40);
    private static final int KILLS = Integer.getInteger("outbox.kills", 2);
    private static final long SEED = Long.getLong("outbox.seed", new Random().nextLong());

    /** In the short run nothing hangs, because a hanging request takes 15 s, and no alert fails twice. */
    private static final OutboxRun.Size SIZE =
            ALERTS <= 1_000 ? new OutboxRun.Size(ALERTS, KILLS, 0, 1) : new OutboxRun.Size(ALERTS, KILLS, 0.0005, 5);

    @Test
    void failingChannelAndKills_loseNothingAndMarkRepeats(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ExecutorService both = Executors.newFixedThreadPool(2)) {
            Future<String> sqlite = both.submit(run("SQLite", null, folder));
            Future<String> postgresql =
                    both.submit(run("PostgreSQL", postgres.getJdbcUrl("postgres", "postgres"), folder));
            System.out.println("-Doutbox.seed=" + SEED);
            System.out.println(sqlite.get());
            System.out.println(postgresql.get());
        }
    }

    private static Callable<String> run(String name, @Nullable String database, Path folder) {
        return () -> {
            try (OutboxRun run = new OutboxRun(name, database, SIZE, new Random(SEED), folder)) {
                return run.run();
            }
        };
    }
}
