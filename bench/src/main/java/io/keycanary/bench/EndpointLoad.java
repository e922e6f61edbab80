package io.keycanary.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Measures the shipped server from outside, on one machine, each time on an empty database.
 *
 * <p>Usage: {@code EndpointLoad [--db sqlite|postgres|URL] [--rate 50] [--seconds 60] [--runs 3] COMMAND...}, where the
 * command starts the program. Without {@code --db} both are measured. {@code postgres} is a server that is started for
 * it; a URL is of an empty database, and allows one run.
 */
public final class EndpointLoad {
    private List<String> databases = List.of("sqlite", "postgres");
    private int rate = 50;
    private int seconds = 60;
    private int runs = 3;
    private List<String> command = List.of("./keycanary");

    private EndpointLoad() {}

    /** Runs it and prints a table. */
    public static void main(String[] args) throws Exception {
        // Seconds. The endpoint closes connections that were idle for 20 s, maybe just when one is used again.
        System.setProperty("jdk.httpclient.keepalive.timeout", "10");
        EndpointLoad load = new EndpointLoad();
        load.read(args);
        load.run();
    }

    private void read(String[] args) {
        int at = 0;
        for (; at < args.length && args[at].startsWith("--"); at += 2) {
            switch (args[at]) {
                case "--db" -> databases = List.of(args[at + 1]);
                case "--rate" -> rate = Integer.parseInt(args[at + 1]);
                case "--seconds" -> seconds = Integer.parseInt(args[at + 1]);
                case "--runs" -> runs = Integer.parseInt(args[at + 1]);
                default -> throw new IllegalArgumentException("unknown option " + args[at]);
            }
        }
        if (at < args.length) {
            command = Arrays.asList(args).subList(at, args.length);
        }
    }

    private void run() throws Exception {
        System.out.println(machine());
        for (String database : databases) {
            Measurements measured = new Measurements();
            for (int i = 1; i <= runs; i++) {
                System.err.println("run " + i + " of " + runs + " on " + database);
                once(database, measured);
            }
            System.out.println(measured.table(database + ", " + runs + " runs, " + rate + "/s for " + seconds + " s"));
        }
    }

    /** The load tells whether the figures are to be believed: on a machine that does nothing else it is near 0. */
    private static String machine() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%s, %s %s, %d processors, JDK %s, load before the first run %.1f%n",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                system.getName(),
                system.getArch(),
                system.getAvailableProcessors(),
                Runtime.version(),
                system.getSystemLoadAverage());
    }

    private void once(String database, Measurements measured) throws Exception {
        switch (database) {
            case "sqlite" -> once(measured, null);
            case "postgres" -> {
                try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
                    once(measured, postgres.getJdbcUrl("postgres", "postgres"));
                }
            }
            default -> once(measured, database);
        }
    }

    private void once(Measurements measured, @Nullable String url) throws Exception {
        try (ServerRun run = new ServerRun(command, url, measured)) {
            run.measure(rate, seconds);
        }
    }
}
