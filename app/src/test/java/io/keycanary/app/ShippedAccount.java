package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An AWS account in moto for the program as it is shipped: each of its calls passes here, is counted, and can be its last.
 */
final class ShippedAccount implements AutoCloseable {
    private final MotoServer moto;
    private final MotoWithStubs front;
    private final Path home;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicReference<@Nullable Process> running = new AtomicReference<>();
    private volatile @Nullable Death death;

    /**
     * Where it is killed.
     *
     * @param call the how manieth of its calls, from 1
     * @param effective after the call did its work, but before its answer; else before it did
     */
    record Death(int call, boolean effective) {}

    ShippedAccount(Path home) throws IOException, InterruptedException {
        this.home = home;
        moto = MotoServer.start();
        moto.allowEverything();
        front = new MotoWithStubs(moto.url());
        front.witness(this::called);
        front.serviceCredential();
        front.simulator();
        run(
                "account",
                "add",
                "prod",
                "--path",
                "/batch/",
                "--endpoint-url",
                front.url().toString());
    }

    private void called(boolean effective) {
        int number = effective ? calls.get() : calls.incrementAndGet();
        Process process = running.get();
        if (process != null && new Death(number, effective).equals(death)) {
            process.destroyForcibly();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The account as somebody else sees it. */
    PipelineAccount seen() {
        return new PipelineAccount(moto.url());
    }

    /** How many calls the last run made. */
    int calls() {
        return calls.get();
    }

    /** Runs it to its end, which must be well. */
    String run(String... arguments) throws IOException, InterruptedException {
        ShippedRun.Ended ended = runUntil(null, arguments);
        assertThat(ended.code()).as(List.of(arguments) + "\n" + ended).isZero();
        return ended.out();
    }

    /** Runs it and kills it there. The code is 137 where it came so far. */
    ShippedRun.Ended runUntil(@Nullable Death when, String... arguments) throws IOException, InterruptedException {
        calls.set(0);
        death = when;
        return new ShippedRun(home)
                .with("AWS_ACCESS_KEY_ID", "any")
                .with("AWS_SECRET_ACCESS_KEY", "any")
                .with("AWS_SESSION_TOKEN", "")
                .with("AWS_EC2_METADATA_DISABLED", "true")
                .with("AWS_CONFIG_FILE", home.resolve("none").toString())
                .with("AWS_SHARED_CREDENTIALS_FILE", home.resolve("none").toString())
                .watchedBy(running::set)
                .run(arguments);
    }

    @Override
    public void close() {
        front.close();
        moto.close();
    }
}
