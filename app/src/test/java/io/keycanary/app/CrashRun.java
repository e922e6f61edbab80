package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.access.Role;
import io.keycanary.bench.AlertReceiver;
import io.keycanary.bench.Home;
import io.keycanary.bench.Program;
import io.keycanary.desk.AccessDesk;
import io.keycanary.token.SecretAccess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One program on one database, killed again and again, with the promises it made before. */
final class CrashRun implements AutoCloseable {
    /** A machine that compiles elsewhere may be slow; what does not come within this does not come. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int MOST_ANSWERS = 15;
    private static final int LONGEST_LOAD_MILLIS = 300;
    /** How long the receiver keeps an alert when the program is to be killed meanwhile. */
    private static final Duration HELD = Duration.ofMillis(LONGEST_LOAD_MILLIS);

    /** When it is killed. */
    private enum Moment {
        /** Anywhere between its first instruction and a little after it serves. */
        STARTING,
        /** A while after it answered something. */
        ANSWERING,
        /** While an alert is at the receiver, which is slow to answer. */
        DELIVERING
    }

    private final String name;
    private final @Nullable String database;
    private final Random random;
    private final AlertReceiver receiver = new AlertReceiver();
    private final Path home;
    private final List<String> command;
    private final CrashLoad load;
    private final CrashBooks books;
    private final Map<Moment, Integer> kills = new EnumMap<>(Moment.class);
    private final List<String> unchecked = new ArrayList<>();
    private Duration lastStart;

    /** Starts it once, so that it has a database, tokens, and a cache for fast starts; the first start is killed, too. */
    CrashRun(String name, @Nullable String database, Random random, Path folder) throws Exception {
        this.name = name;
        this.database = database;
        this.random = random;
        this.home = Home.withWebhook(receiver.address());
        this.books = new CrashBooks(home, database);
        Path cache = folder.resolve(name + ".aot");
        try (Program killed = Program.start(Shipped.command(), home, database)) {
            LockSupport.parkNanos(random.nextLong(Duration.ofSeconds(2).toNanos()));
            killed.kill();
        }
        try (Program first = Program.serve(Shipped.command("-XX:AOTCacheOutput=" + cache), home, database)) {
            load = new CrashLoad(adminToken());
            load.begin(first);
            await(first, "the first answers", () -> load.answered() >= CrashLoad.CALLERS);
            load.end(first::stop);
        }
        unchecked.addAll(load.takeAnswered());
        // It is killed before the optimising compiler would pay.
        command = Shipped.command("-XX:AOTCache=" + cache, "-XX:TieredStopAtLevel=1");
        lastStart = Duration.ofSeconds(2);
    }

    private String adminToken() {
        return books.read(ledger -> new AccessDesk(ledger, Clock.systemUTC())
                .make("crash", Role.ADMIN, "test")
                .text()
                .reveal(SecretAccess.forInsecureReading()));
    }

    /** Starts it, looks whether it kept its promises, loads it, kills it. */
    void round() throws Exception {
        Moment moment = moment();
        kills.merge(moment, 1, Integer::sum);
        try (Program program = Program.start(command, home, database)) {
            if (moment == Moment.STARTING) {
                LockSupport.parkNanos(random.nextLong(lastStart.toNanos() * 5 / 4));
                program.kill();
                return;
            }
            long begun = System.nanoTime();
            program.endpoint();
            lastStart = Duration.ofNanos(System.nanoTime() - begun);
            books.contain(unchecked);
            unchecked.clear();
            loadAndKill(program, moment);
        }
        unchecked.addAll(load.takeAnswered());
    }

    private Moment moment() {
        int dice = random.nextInt(10);
        return dice < 2 ? Moment.STARTING : dice < 6 ? Moment.DELIVERING : Moment.ANSWERING;
    }

    private void loadAndKill(Program program, Moment moment) throws Exception {
        int answers = 1 + random.nextInt(MOST_ANSWERS);
        Duration longer = Duration.ofMillis(random.nextInt(LONGEST_LOAD_MILLIS));
        boolean delivering = moment == Moment.DELIVERING;
        receiver.answerAfter(delivering ? HELD : Duration.ZERO);
        int before = receiver.received();
        load.begin(program);
        // A round has few alerts: to wait for anything else first could be to wait until all of them are through.
        if (delivering) {
            await(program, "an alert at the receiver", () -> receiver.received() > before);
        } else {
            await(program, "answers of the endpoint", () -> load.answered() >= answers);
        }
        LockSupport.parkNanos(longer.toNanos());
        load.end(() -> {
            program.kill();
            return 0;
        });
        receiver.answerAfter(Duration.ZERO);
    }

    private static void await(Program program, String what, BooleanSupplier condition) throws Exception {
        await(program, what, Duration.ofMillis(1), condition);
    }

    private static void await(Program program, String what, Duration every, BooleanSupplier condition)
            throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + " did not come within " + PATIENCE + "\n" + program.diagnosis());
            }
            LockSupport.parkNanos(every.toNanos());
        }
    }

    /** Lets it finish what it owes, counts everything, and stops it. Returns the counts in words. */
    String check() throws Exception {
        try (Program program = Program.serve(command, home, database)) {
            await(program, "the last delivery", Duration.ofMillis(500), books::nothingWaits);
            String counts = books.check(load.allAnswered(), load.issued(), receiver.arrivals());
            assertThat(program.stop()).isZero();
            return this + "; " + counts;
        }
    }

    @Override
    public String toString() {
        return "Killed on %s: %s; answered %d"
                .formatted(name, kills, load.allAnswered().size());
    }

    @Override
    public void close() {
        receiver.close();
    }
}
