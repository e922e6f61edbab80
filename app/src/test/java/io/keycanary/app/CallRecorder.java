package io.keycanary.app;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Sees every call of the AWS SDK in this JVM: the SDK makes it by its own search for interceptors on the class path, so
 * no client of ours can be forgotten. Notes calls only while it is told to, and only those to the account of
 * {@link MotoAccount}: other tests, which run at the same time, call others.
 */
public final class CallRecorder implements ExecutionInterceptor {
    private static final Collection<String> CALLS = new ConcurrentLinkedQueue<>();
    private static final Collection<String> REQUEST_IDS = new ConcurrentLinkedQueue<>();
    private static volatile boolean recording;
    private static volatile int port;

    static void start() {
        start(MotoAccount.url());
    }

    /** For calls to a stub of what moto lacks. */
    static void start(URI server) {
        CALLS.clear();
        REQUEST_IDS.clear();
        port = server.getPort();
        recording = true;
    }

    /** Stops for calls of the test itself. */
    static void pause() {
        recording = false;
    }

    static void resume() {
        recording = true;
    }

    /** As {@code service:Action}, each once. */
    static Set<String> actions() {
        return new TreeSet<>(CALLS);
    }

    static List<String> calls() {
        return List.copyOf(CALLS);
    }

    static List<String> requestIds() {
        return List.copyOf(REQUEST_IDS);
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (recording && context.httpRequest().port() == port) {
            CALLS.add(
                    attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME).toLowerCase(Locale.ROOT) + ":"
                            + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
        }
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        if (recording && context.httpRequest().port() == port) {
            context.httpResponse().firstMatchingHeader("x-amzn-RequestId").ifPresent(REQUEST_IDS::add);
        }
    }
}
