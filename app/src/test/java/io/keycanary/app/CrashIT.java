package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Delivery;
import io.keycanary.bench.AlertReceiver;
import io.keycanary.bench.Api;
import io.keycanary.bench.Home;
import io.keycanary.bench.Program;
import io.keycanary.bench.SignedCall;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Sighting;
import io.keycanary.intake.Ledger;
import io.keycanary.store.MasterKey;
import io.keycanary.store.SqlLedger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Kills the program with SIGKILL at random moments under load, again and again, and then counts: what the endpoint
 * answered is stored once, and every incident's alert has arrived and is recorded once. {@code -Dcrash.rounds=200} for the
 * long run.
 */
class CrashIT {
    private static final int ROUNDS = Integer.getInteger("crash.rounds", 4);
    private static final int CALLERS = 8;
    private static final int TOKENS = 12;

    /** Request ids that the endpoint answered with 200. */
    private final Queue<String> answered = new ConcurrentLinkedQueue<>();

    @Test
    void kill_underLoadOnSqlite_losesNothing() throws Exception {
        run(null);
    }

    @Test
    void kill_underLoadOnPostgres_losesNothing() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            run(postgres.getJdbcUrl("postgres", "postgres"));
        }
    }

    private void run(@Nullable String database) throws Exception {
        Random random = new Random();
        try (AlertReceiver receiver = new AlertReceiver();
                HttpClient http = HttpClient.newBuilder()
                        .connectTimeout(Duration.ofSeconds(5))
                        .build()) {
            Path home = Home.withWebhook(receiver.address());
            List<SignedCall.Key> keys = List.of();
            for (int round = 0; round < ROUNDS; round++) {
                try (Program program = Program.serve(Shipped.command(), home, database)) {
                    if (round == 0) {
                        keys = issue(new Api(
                                http, program.api(), Objects.requireNonNull(program.adminToken(), "first start")));
                    }
                    boolean atAnyMoment = round % 4 == 3;
                    load(program, keys, http, atAnyMoment, Duration.ofMillis(random.nextInt(1500)));
                }
            }
            try (Program program = Program.serve(Shipped.command(), home, database)) {
                check(home, database, receiver);
                assertThat(program.stop()).isZero();
            }
        }
    }

    private static List<SignedCall.Key> issue(Api api) throws IOException, InterruptedException {
        List<SignedCall.Key> keys = new ArrayList<>();
        for (int i = 0; i < TOKENS; i++) {
            keys.add(api.issue("svc-crash-" + i));
        }
        return keys;
    }

    /** Kills it after a while; a while after its first answer, unless any moment will do. */
    private void load(Program program, List<SignedCall.Key> keys, HttpClient http, boolean atAnyMoment, Duration until)
            throws Exception {
        int before = answered.size();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                int first = i;
                callers.submit(() -> callUntilItIsGone(program, keys, http, first));
            }
            boolean begun = atAnyMoment || waitFor(Duration.ofMinutes(1), () -> answered.size() > before);
            LockSupport.parkNanos(until.toNanos());
            program.kill();
            assertThat(begun).as("the endpoint answers").isTrue();
        }
    }

    private @Nullable Void callUntilItIsGone(Program program, List<SignedCall.Key> keys, HttpClient http, int first)
            throws InterruptedException {
        for (int n = first; ; n++) {
            try {
                HttpResponse<Void> answer = http.send(
                        SignedCall.of(program.endpoint(), keys.get(n % keys.size()), Instant.now()),
                        HttpResponse.BodyHandlers.discarding());
                if (answer.statusCode() == 200) {
                    answered.add(answer.headers().firstValue("x-amzn-RequestId").orElseThrow());
                }
            } catch (IOException e) {
                return null; // killed: a call without an answer promises nothing
            }
        }
    }

    private void check(Path home, @Nullable String database, AlertReceiver receiver) throws Exception {
        String where = database == null ? home.resolve("keycanary.db").toString() : database;
        try (Ledger ledger = SqlLedger.open(where, MasterKey.inFile(home.resolve("master.key")))) {
            assertThat(answered).as("the load got answers").hasSizeGreaterThanOrEqualTo(ROUNDS * 3 / 4);
            List<Sighting> stored = allSightings(ledger);
            List<String> requests =
                    stored.stream().map(s -> s.facts().requestId()).toList();
            assertThat(requests).doesNotHaveDuplicates().containsAll(answered);
            List<Incident> incidents = ledger.read(stores -> stores.incidents().page(null, null, 1000));
            assertThat(incidents).extracting(Incident::token).doesNotHaveDuplicates();
            assertThat(incidents.stream().mapToInt(Incident::sightings).sum()).isEqualTo(stored.size());
            incidents.forEach(incident -> awaitDelivered(ledger, incident.id(), receiver));
        }
    }

    private static List<Sighting> allSightings(Ledger ledger) {
        List<Sighting> all = new ArrayList<>();
        @Nullable UUID before = null;
        while (true) {
            @Nullable UUID from = before;
            List<Sighting> page = ledger.read(stores -> stores.incidents().sightingsPage(from, 1000));
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
            before = page.getLast().id();
        }
    }

    private static void awaitDelivered(Ledger ledger, UUID incident, AlertReceiver receiver) {
        List<UUID> alerts = ledger.read(stores ->
                stores.outbox().alerts(incident).stream().map(Alert::id).toList());
        assertThat(alerts).isNotEmpty();
        for (UUID alert : alerts) {
            // A lease of a killed worker has to end first.
            org.assertj.core.api.Assertions.assertThat(waitFor(
                            Duration.ofMinutes(6), () -> accepted(ledger, alert).equals(Set.of("webhook"))))
                    .as("alert %s is recorded as accepted", alert)
                    .isTrue();
            assertThat(receiver.arrivals()).containsKey(alert.toString());
        }
    }

    private static Set<String> accepted(Ledger ledger, UUID alert) {
        return ledger.read(stores -> stores.outbox().deliveries(alert).stream()
                .filter(d -> d.state() == Delivery.State.ACCEPTED)
                .map(Delivery::channel)
                .collect(Collectors.toSet()));
    }

    private static boolean waitFor(Duration atMost, java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return true;
    }
}
