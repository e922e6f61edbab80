package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.bench.Api;
import io.keycanary.bench.Program;
import io.keycanary.bench.SignedCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers who use tokens while one issues more, until the program is gone. Remembers what they were promised. */
final class CrashLoad {
    static final int CALLERS = 4;
    /** In each round: so there are new incidents, and alerts, in each. */
    private static final int NEW_TOKENS = 4;

    private final String adminToken;
    private final List<SignedCall.Key> keys = new CopyOnWriteArrayList<>();
    private final List<String> allAnswered = new ArrayList<>();
    /** Request ids of this round that were answered with 200. */
    private final Queue<String> answered = new ConcurrentLinkedQueue<>();

    /** A call that was not answered may have issued its token all the same. */
    private final AtomicInteger names = new AtomicInteger();

    private final AtomicInteger next = new AtomicInteger();
    private final List<Future<?>> working = new ArrayList<>();
    private volatile boolean ending;

    CrashLoad(String adminToken) {
        this.adminToken = adminToken;
    }

    /** How many calls of this round were answered. */
    int answered() {
        return answered.size();
    }

    /** Request ids of all rounds that were answered. */
    List<String> allAnswered() {
        return List.copyOf(allAnswered);
    }

    /** Ids of tokens whose issue was answered. */
    List<String> issued() {
        return keys.stream().map(SignedCall.Key::token).toList();
    }

    /** Request ids answered in this round; the next round begins. */
    List<String> takeAnswered() {
        List<String> taken = List.copyOf(answered);
        allAnswered.addAll(taken);
        answered.clear();
        return taken;
    }

    void begin(Program program) throws IOException, InterruptedException {
        ending = false;
        URI api = program.api();
        URI endpoint = program.endpoint();
        ExecutorService threads = Executors.newCachedThreadPool();
        working.add(threads.submit(() -> untilItIsGone(http -> {
            for (int i = 0; i < NEW_TOKENS; i++) {
                keys.add(new Api(http, api, adminToken).issue("svc-crash-" + names.getAndIncrement()));
            }
            return false;
        })));
        for (int i = 0; i < CALLERS; i++) {
            working.add(threads.submit(() -> untilItIsGone(http -> call(http, endpoint))));
        }
        threads.shutdown();
    }

    /** Ends the program in the given way, and then the callers. */
    void end(Callable<Integer> way) throws Exception {
        ending = true;
        assertThat(way.call()).isZero();
        for (Future<?> caller : working) {
            caller.get();
        }
        working.clear();
    }

    /** What to do again and again; false when there is no more to do. */
    @FunctionalInterface
    private interface Work {
        boolean more(HttpClient http) throws IOException, InterruptedException;
    }

    /** A call that breaks when the program is killed promises nothing; one that breaks before is a fault. */
    private Void untilItIsGone(Work work) throws Exception {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build()) {
            while (work.more(http) && !ending) {}
        } catch (IOException e) {
            if (!ending) {
                throw e;
            }
        }
        return null;
    }

    /** The newest tokens first: their incidents are not open yet. */
    private boolean call(HttpClient http, URI endpoint) throws IOException, InterruptedException {
        int count = keys.size();
        if (count == 0) {
            Thread.onSpinWait();
            return true;
        }
        SignedCall.Key key = keys.get(count - 1 - next.getAndIncrement() % Math.min(count, 3 * NEW_TOKENS));
        HttpResponse<String> answer =
                http.send(SignedCall.of(endpoint, key, Instant.now()), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("answer for %s: %s", key, answer.body())
                .isEqualTo(200);
        answered.add(answer.headers().firstValue("x-amzn-RequestId").orElseThrow());
        return true;
    }
}
