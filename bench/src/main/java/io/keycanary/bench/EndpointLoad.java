package io.keycanary.bench;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures the shipped server from outside, on one machine: a token used once opens an incident whose alert reaches a
 * webhook. Open loop: requests start at fixed times whatever became of the earlier ones, and each latency counts from
 * the time at which its request was due, so that a stall is not hidden.
 *
 * <p>Usage: {@code EndpointLoad [--db URL] [--rate 50] [--seconds 60] COMMAND...}, where the command starts the program.
 */
public final class EndpointLoad {
    private static final int FLOOD_THREADS = 32;
    private static final int FLOOD_SECONDS = 20;

    private @Nullable String database;
    private int rate = 50;
    private int seconds = 60;
    private List<String> command = List.of("./keycanary");

    private EndpointLoad() {}

    /** Runs it and prints a table. */
    public static void main(String[] args) throws Exception {
        EndpointLoad load = new EndpointLoad();
        load.read(args);
        load.run();
    }

    private void read(String[] args) {
        int at = 0;
        for (; at < args.length && args[at].startsWith("--"); at += 2) {
            switch (args[at]) {
                case "--db" -> database = args[at + 1];
                case "--rate" -> rate = Integer.parseInt(args[at + 1]);
                case "--seconds" -> seconds = Integer.parseInt(args[at + 1]);
                default -> throw new IllegalArgumentException("unknown option " + args[at]);
            }
        }
        if (at < args.length) {
            command = Arrays.asList(args).subList(at, args.length);
        }
    }

    private void run() throws Exception {
        try (AlertReceiver receiver = new AlertReceiver();
                HttpClient http = HttpClient.newHttpClient()) {
            Path home = Home.withWebhook(receiver.address());
            try (Program program = Program.serve(command, home, database)) {
                String token = program.adminToken();
                if (token == null) {
                    throw new IllegalStateException("the database was used before; give an empty one");
                }
                long atRest = settled(program);
                List<SignedCall.Key> keys = issue(new Api(http, program.api(), token), rate * seconds + 1);
                latency(program, http, receiver, keys.subList(0, rate * seconds), atRest);
                flood(program, http, keys.getLast());
                System.out.println("exit code after SIGTERM: " + program.stop());
            }
        }
    }

    /** Memory once the start is over. */
    private static long settled(Program program) throws Exception {
        TimeUnit.SECONDS.sleep(5);
        return program.residentMegabytes();
    }

    private static List<SignedCall.Key> issue(Api api, int count) throws Exception {
        List<SignedCall.Key> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(api.issue("svc-load-" + i));
        }
        return keys;
    }

    private void latency(
            Program program, HttpClient http, AlertReceiver receiver, List<SignedCall.Key> keys, long atRest)
            throws Exception {
        Map<String, Long> due = new ConcurrentHashMap<>();
        Map<String, Long> answered = new ConcurrentHashMap<>();
        LongAdder refused = new LongAdder();
        long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < keys.size(); i++) {
                long at = start + i * TimeUnit.SECONDS.toNanos(1) / rate;
                SignedCall.Key key = keys.get(i);
                LockSupport.parkNanos(at - System.nanoTime());
                due.put(key.token(), at);
                threads.submit(() -> {
                    if (call(program, http, key) == 200) {
                        answered.put(key.token(), System.nanoTime());
                    } else {
                        refused.increment();
                    }
                    return null;
                });
            }
        }
        long loaded = program.residentMegabytes();
        Map<String, Long> told = awaitAlerts(receiver, keys.size());
        System.out.printf("%d requests at %d/s for %d s, refused %d%n", keys.size(), rate, seconds, refused.sum());
        print("request to answer", due, answered);
        print("request to webhook", due, told);
        System.out.printf("memory: %d MB at rest, %d MB under load%n", atRest, loaded);
    }

    private static int call(Program program, HttpClient http, SignedCall.Key key) throws Exception {
        return http.send(SignedCall.of(program.endpoint(), key, Instant.now()), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static Map<String, Long> awaitAlerts(AlertReceiver receiver, int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (receiver.arrivals().size() < count && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        Map<String, Long> told = new ConcurrentHashMap<>();
        receiver.arrivals()
                .values()
                .forEach(a -> told.merge(a.alert().path("token").asText(), a.nanos(), Math::min));
        return told;
    }

    private static void print(String what, Map<String, Long> from, Map<String, Long> to) {
        long[] micros = from.entrySet().stream()
                .flatMapToLong(begun -> Stream.ofNullable(to.get(begun.getKey()))
                        .mapToLong(ended -> TimeUnit.NANOSECONDS.toMicros(ended - begun.getValue())))
                .sorted()
                .toArray();
        if (micros.length == 0) {
            System.out.println(what + ": none");
            return;
        }
        System.out.printf(
                "%-20s n=%d  p50 %.1f ms  p99 %.1f ms  max %.1f ms%n",
                what,
                micros.length,
                micros[micros.length / 2] / 1000.0,
                micros[(int) Math.min(micros.length - 1, micros.length * 99L / 100)] / 1000.0,
                micros[micros.length - 1] / 1000.0);
    }

    /** Closed loop: as many calls as go through, each stored before it is answered. */
    private static void flood(Program program, HttpClient http, SignedCall.Key key) throws Exception {
        LongAdder answered = new LongAdder();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(FLOOD_SECONDS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < FLOOD_THREADS; i++) {
                threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        if (call(program, http, key) == 200) {
                            answered.increment();
                        }
                    }
                    return null;
                });
            }
        }
        System.out.printf(
                "sustained: %d sightings/s answered and stored, %d callers, %d s%n",
                answered.sum() / FLOOD_SECONDS, FLOOD_THREADS, FLOOD_SECONDS);
    }
}
