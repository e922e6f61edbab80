package io.keycanary.enrich;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Names of addresses by reverse DNS. They are asked for in the background, so that no alert waits; whoever asks first
 * learns nothing. A few at a time: a resolver that hangs must hold up nothing else.
 */
final class ReverseNames {
    private static final int AT_A_TIME = 2;
    private static final int MOST_WAITING = 100;
    private static final int MOST_KNOWN = 10_000;

    /** How a name is found. */
    @FunctionalInterface
    interface Resolver {
        /** The name, or null when there is none. */
        @Nullable
        String name(InetAddress address);
    }

    private final Resolver resolver;
    private final ExecutorService workers;
    private final Map<String, CompletableFuture<String>> known = new LinkedHashMap<>();

    ReverseNames(Resolver resolver) {
        this.resolver = resolver;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                AT_A_TIME,
                AT_A_TIME,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                work -> Thread.ofPlatform().daemon().name("reverse DNS").unstarted(work));
        pool.allowCoreThreadTimeOut(true);
        this.workers = pool;
    }

    /** By the resolver of the operating system. A name that does not lead back to its address is none. */
    static ReverseNames ofTheSystem() {
        return new ReverseNames(address -> {
            String name = address.getCanonicalHostName(); // looks back, unlike getHostName
            return name.equals(address.getHostAddress()) ? null : name;
        });
    }

    /** The name as far as it is known; asks for it otherwise. */
    @Nullable
    String known(byte[] address) {
        String name = lookup(address).getNow("");
        return name.isEmpty() ? null : name;
    }

    /** Waits until it is known whether there is a name, or the other happens. */
    void await(byte[] address, CompletableFuture<?> deadline) {
        try {
            CompletableFuture.anyOf(lookup(address), deadline).get();
        } catch (ExecutionException e) {
            return; // then there is none to show
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized CompletableFuture<String> lookup(byte[] address) {
        String key = HexFormat.of().formatHex(address);
        CompletableFuture<String> before = known.get(key);
        if (before != null) {
            return before;
        }
        if (known.size() >= MOST_KNOWN) {
            known.remove(known.keySet().iterator().next());
        }
        try {
            CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> ask(address), workers);
            known.put(key, asked);
            return asked;
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(""); // too many wait: it is asked for another time
        }
    }

    private String ask(byte[] address) {
        try {
            String name = resolver.name(InetAddress.getByAddress(address));
            return name == null ? "" : name;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + address.length + " bytes", e);
        }
    }
}
