package io.keycanary.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A real endpoint on a free port of the loopback address, with everything it delivered. */
final class RunningEndpoint implements AutoCloseable {
    record Delivered(JsonNode json, boolean authenticated) {
        String text(String pointer) {
            return json.at(pointer).asText();
        }
    }

    final TestKeys keys = new TestKeys();
    final List<Delivered> delivered = new CopyOnWriteArrayList<>();
    final AtomicInteger failuresToCome = new AtomicInteger();
    final DecoyEndpoint endpoint;

    RunningEndpoint() {
        this(EndpointSettings.plain("127.0.0.1", 0), Clock.systemUTC());
    }

    RunningEndpoint(EndpointSettings settings, InstantSource clock) {
        endpoint = new DecoyEndpoint(settings, keys, this::deliver, clock);
        try {
            endpoint.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deliver(byte[] json, boolean authenticated) throws StoreDownException {
        if (failuresToCome.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new StoreDownException("the test asked for a failure", new IllegalStateException());
        }
        try {
            delivered.add(new Delivered(new ObjectMapper().readTree(json), authenticated));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return endpoint.address();
    }

    Delivered only() {
        if (delivered.size() != 1) {
            throw new AssertionError("one record expected, not " + delivered);
        }
        return delivered.getFirst();
    }

    Delivered last() {
        return delivered.getLast();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
