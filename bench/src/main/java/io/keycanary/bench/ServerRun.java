package io.keycanary.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One server on an empty database: at rest, under a steady load, and under as much as it takes. */
final class ServerRun implements AutoCloseable {
    private static final int FEW_TOKENS = 20;
    private static final int ISSUERS = 4;
    private static final int FLOOD_CALLERS = 32;
    private static final Duration FLOOD = Duration.ofSeconds(20);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration REST = Duration.ofSeconds(5);

    private final Measurements measured;
    private final AlertReceiver receiver = new AlertReceiver();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Program program;
    private final URI endpoint;
    private final Api api;

    ServerRun(List<String> command, @Nullable String database, Measurements measured) throws Exception {
        this.measured = measured;
        program = Program.serve(command, Home.withWebhook(receiver.address()), database);
        String token = program.adminToken();
        if (token == null) {
            throw new IllegalStateException("the database was used before; give an empty one");
        }
        endpoint = program.endpoint();
        api = new Api(http, program.api(), token);
    }

    /** Measures everything, at this many requests a second for so long. */
    void measure(int rate, int seconds) throws Exception {
        TimeUnit.MILLISECONDS.sleep(REST.toMillis());
        measured.add("memory at rest, MB", program.residentMegabytes());
        List<SignedCall.Key> few = issue("few", FEW_TOKENS);
        flood(few, WARM_UP);
        usesOfFew(few, rate, seconds);
        List<SignedCall.Key> many = issue("many", rate * seconds);
        firstUses(many, rate);
        Duration before = program.processorTime();
        long sightings = flood(few, FLOOD);
        Duration used = program.processorTime().minus(before);
        measured.add("sightings/s, " + FLOOD_CALLERS + " callers", sightings / (double) FLOOD.toSeconds());
        measured.add("processor time of the server per sighting then, ms", used.toNanos() / 1e6 / sightings);
        measured.add("memory after that, MB", program.residentMegabytes());
        if (program.stop() != 0) {
            throw new IllegalStateException("it does not end with 0 after SIGTERM");
        }
    }

    private List<SignedCall.Key> issue(String name, int count) throws Exception {
        List<Future<SignedCall.Key>> made = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(ISSUERS)) {
            for (int i = 0; i < count; i++) {
                String user = "svc-" + name + "-" + i;
                made.add(threads.submit(() -> api.issue(user)));
            }
        }
        List<SignedCall.Key> keys = new ArrayList<>();
        for (Future<SignedCall.Key> key : made) {
            keys.add(key.get());
        }
        return keys;
    }

    /** The usual case: an intruder who tries many things with few keys. Their alerts were sent before. */
    private void usesOfFew(List<SignedCall.Key> keys, int rate, int seconds) throws Exception {
        List<Paced.Call> calls = paced(keys, rate * seconds, rate);
        measured.addLatencies(
                "request to answer, " + keys.size() + " tokens used again and again",
                calls.stream().map(Paced.Call::nanos).toList());
        measured.add("memory under that load, MB", program.residentMegabytes());
    }

    /** The hardest case: each request is the first use of a token, opens an incident and sends an alert. */
    private void firstUses(List<SignedCall.Key> keys, int rate) throws Exception {
        int before = receiver.arrivals().size();
        Duration processor = program.processorTime();
        List<Paced.Call> calls = paced(keys, keys.size(), rate);
        measured.add("memory under first uses, MB", program.residentMegabytes());
        measured.addLatencies(
                "request to answer, each the first use of a token",
                calls.stream().map(Paced.Call::nanos).toList());
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (receiver.arrivals().size() < before + keys.size() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        List<Long> toWebhook = toWebhook(keys, calls);
        measured.addLatencies("request to webhook, each the first use of a token", toWebhook);
        measured.add("first uses without an alert", calls.size() - toWebhook.size());
        measured.add(
                "processor time of the server per first use, ms",
                program.processorTime().minus(processor).toNanos() / 1e6 / calls.size());
    }

    private List<Long> toWebhook(List<SignedCall.Key> keys, List<Paced.Call> calls) {
        Map<String, Long> told = told();
        List<Long> nanos = new ArrayList<>();
        for (Paced.Call call : calls) {
            Long at = told.get(keys.get(call.number()).token());
            if (at != null) {
                nanos.add(at - call.due());
            }
        }
        return nanos;
    }

    private Map<String, Long> told() {
        Map<String, Long> told = new HashMap<>();
        receiver.arrivals()
                .values()
                .forEach(a -> told.merge(a.alert().path("token").asText(), a.nanos(), Math::min));
        return told;
    }

    private List<Paced.Call> paced(List<SignedCall.Key> keys, int count, int rate) throws Exception {
        return Paced.run(count, rate, number -> () -> {
            call(keys.get(number % keys.size()));
            return null;
        });
    }

    private void call(SignedCall.Key key) throws Exception {
        int status = http.send(SignedCall.of(endpoint, key, Instant.now()), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        if (status != 200) {
            throw new IllegalStateException("the endpoint answered " + status);
        }
    }

    /** Closed loop: as many calls as go through, each stored before it is answered. */
    private long flood(List<SignedCall.Key> keys, Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        List<Future<Integer>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(FLOOD_CALLERS)) {
            for (int i = 0; i < FLOOD_CALLERS; i++) {
                int first = i;
                callers.add(threads.submit(() -> {
                    int n = 0;
                    for (; System.nanoTime() < end; n++) {
                        call(keys.get((first + n) % keys.size()));
                    }
                    return n;
                }));
            }
        }
        long all = 0;
        for (Future<Integer> caller : callers) {
            all += caller.get();
        }
        return all;
    }

    @Override
    public void close() {
        program.close();
        http.close();
        receiver.close();
    }
}
