package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Delivery;
import io.keycanary.alert.Outbox;
import io.keycanary.bench.FlakyReceiver;
import io.keycanary.bench.Home;
import io.keycanary.bench.Program;
import io.keycanary.incident.Severity;
import io.keycanary.intake.Ledger;
import io.keycanary.store.MasterKey;
import io.keycanary.store.SqlLedger;
import io.keycanary.token.Uuid7;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One program with an outbox full of alerts, a receiver that fails half of the time, and kills in between. */
final class OutboxRun implements AutoCloseable {
    /** The longest wait between two attempts is a quarter of an hour: what stands still longer stands for ever. */
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private static final int ALERTS_PER_INCIDENT = 3;
    private static final int PER_TRANSACTION = 100;
    private static final int LONGEST_DELAY_MILLIS = 60;

    /** What to do. */
    record Size(int alerts, int kills, double hanging, int mostFailures) {}

    private final String name;
    private final @Nullable String database;
    private final Size size;
    private final Random random;
    private final FlakyReceiver receiver;
    private final Path home;
    private final List<String> command;
    /** Ids of the alerts by incident, in the order in which they were put out. */
    private final Map<UUID, List<String>> put = new LinkedHashMap<>();

    private final Instant began = Clock.systemUTC().instant();
    private Duration running = Duration.ZERO;
    private Duration processor = Duration.ZERO;
    private long mostMemory;

    OutboxRun(String name, @Nullable String database, Size size, Random random, Path folder) throws Exception {
        this.name = name;
        this.database = database;
        this.size = size;
        this.random = random;
        this.receiver = new FlakyReceiver(random, size.hanging(), size.mostFailures());
        this.home = Home.withWebhook(receiver.address());
        Path cache = folder.resolve(name + ".aot");
        try (Program first = Program.serve(Shipped.command("-XX:AOTCacheOutput=" + cache), home, database)) {
            assertThat(first.stop()).isZero();
        }
        this.command = Shipped.command("-XX:AOTCache=" + cache);
    }

    /** Kills it as often as it is to be killed, spread evenly over the traffic, and lets it finish. */
    String run() throws Exception {
        for (int kill = 1; kill <= size.kills(); kill++) {
            int goal = (int) ((long) size.alerts() * kill / (size.kills() + 1));
            try (Program program = Program.start(command, home, database)) {
                long begun = System.nanoTime();
                if (kill == 1) {
                    program.endpoint();
                    putOut();
                }
                await(program, () -> receiver.taken() >= goal);
                LockSupport.parkNanos(
                        random.nextLong(Duration.ofMillis(LONGEST_DELAY_MILLIS).toNanos()));
                measure(program, begun);
                program.kill();
            }
        }
        try (Program program = Program.serve(command, home, database);
                Ledger ledger = ledger()) {
            long begun = System.nanoTime();
            await(program, () -> receiver.taken() >= size.alerts() && nothingWaits(ledger));
            measure(program, begun);
            assertThat(program.stop()).isZero();
            return check(ledger);
        }
    }

    private Ledger ledger() {
        String where = database == null ? home.resolve("keycanary.db").toString() : database;
        return SqlLedger.open(where, MasterKey.inFile(home.resolve("master.key")));
    }

    private void measure(Program program, long begun) throws Exception {
        running = running.plusNanos(System.nanoTime() - begun);
        processor = processor.plus(program.processorTime());
        mostMemory = Math.max(mostMemory, program.residentMegabytes());
    }

    private void putOut() {
        try (Ledger ledger = ledger()) {
            for (int from = 0; from < size.alerts(); from += PER_TRANSACTION) {
                List<Alert> some = new ArrayList<>();
                for (int i = from; i < Math.min(from + PER_TRANSACTION, size.alerts()); i++) {
                    some.add(alert(i));
                }
                ledger.change(stores -> some.forEach(alert -> stores.outbox().put(alert, List.of("webhook"))));
            }
        }
    }

    private Alert alert(int number) {
        UUID incident = new UUID(0x7000, 0x8000000000000000L + number / ALERTS_PER_INCIDENT);
        Alert alert = new Alert(
                Uuid7.next(Clock.systemUTC()),
                number % ALERTS_PER_INCIDENT == 0 ? Alert.Reason.FIRST_SIGHTING : Alert.Reason.NOVELTY,
                Severity.HIGH,
                incident,
                null,
                "repository acme/web (token number " + number + ")",
                "recon (ec2:DescribeInstances)",
                "203.0.113.9 in eu-west-1",
                Clock.systemUTC().instant(),
                "Rotate the real secrets beside it.",
                "keycanary incident show",
                List.of("new: region eu-west-1"),
                began.plus(number, ChronoUnit.MICROS)); // alerts of one microsecond have no order
        put.computeIfAbsent(incident, id -> new ArrayList<>()).add(alert.id().toString());
        return alert;
    }

    private void await(Program program, BooleanSupplier condition) throws Exception {
        long since = System.nanoTime();
        int last = -1;
        while (!condition.getAsBoolean()) {
            int now = receiver.counts().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
            if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw new AssertionError("nothing came for " + PATIENCE + ": " + receiver.counts() + " "
                        + receiver.taken() + " of " + size + "\n" + program.diagnosis());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static boolean nothingWaits(Ledger ledger) {
        return ledger.read(
                stores -> stores.outbox().recent(Delivery.State.PENDING, 1).isEmpty());
    }

    private String check(Ledger ledger) {
        List<String> all = put.values().stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(size.alerts());
        List<Outbox.Item> stored = ledger.read(stores -> stores.outbox().recent(null, 2 * size.alerts()));
        assertThat(stored)
                .as("deliveries")
                .hasSize(size.alerts())
                .allSatisfy(item -> assertThat(item.delivery().state()).isEqualTo(Delivery.State.ACCEPTED));
        List<FlakyReceiver.Received> received = receiver.received();
        int again = checkMarks(received);
        assertThat(again).as("taken again: at most one for each kill").isLessThanOrEqualTo(size.kills());
        checkOrder(received);
        return "%s: %d alerts, %d kills; %d requests: %s; lost 0; taken again after a kill, and marked: %d; marked at all: %d; %.1f alerts/s, processor %.1f ms each, memory at most %d MB"
                .formatted(
                        name,
                        size.alerts(),
                        size.kills(),
                        received.size(),
                        receiver.counts(),
                        again,
                        received.stream().filter(FlakyReceiver.Received::repeat).count(),
                        size.alerts() * 1e9 / running.toNanos(),
                        processor.toNanos() / 1e6 / size.alerts(),
                        mostMemory);
    }

    /**
     * What was read before is marked when it comes again. Returns how many alerts came again though they were taken: each
     * once, because one that comes again may be refused then, and come a third time.
     */
    private int checkMarks(List<FlakyReceiver.Received> received) {
        Set<String> seen = new HashSet<>();
        Set<String> taken = new HashSet<>();
        Set<String> again = new HashSet<>();
        for (FlakyReceiver.Received one : received) {
            assertThat(one.repeat() || !seen.contains(one.alert()))
                    .as("%s is marked as a repeat", one)
                    .isTrue();
            seen.add(one.alert());
            if (taken.contains(one.alert())) {
                again.add(one.alert());
            }
            if (one.way() == FlakyReceiver.Way.TAKEN) {
                taken.add(one.alert());
            }
        }
        assertThat(taken)
                .containsExactlyInAnyOrderElementsOf(
                        put.values().stream().flatMap(List::stream).toList());
        return again.size();
    }

    private void checkOrder(List<FlakyReceiver.Received> received) {
        Map<String, Integer> firstTaken = new HashMap<>();
        for (int i = 0; i < received.size(); i++) {
            if (received.get(i).way() == FlakyReceiver.Way.TAKEN) {
                firstTaken.putIfAbsent(received.get(i).alert(), i);
            }
        }
        put.forEach((incident, alerts) -> assertThat(
                        alerts.stream().map(firstTaken::get).toList())
                .as("order of the alerts of incident %s", incident)
                .isSorted());
    }

    @Override
    public void close() throws Exception {
        receiver.close();
    }
}
