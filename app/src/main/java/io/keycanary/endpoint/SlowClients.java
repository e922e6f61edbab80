package io.keycanary.endpoint;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose next request does not arrive whole in time. An idle time alone does not stop a client that
 * sends one byte now and then; this bounds what it can hold.
 */
final class SlowClients extends AbstractLifeCycle implements Connection.Listener {
    /** Being answered: no time runs against the client. */
    private static final long NEVER = Long.MAX_VALUE;

    private final Map<Connection, Long> waitingSince = new ConcurrentHashMap<>();
    private final Scheduler scheduler;
    private final Duration requestTime;
    private volatile boolean sweeping;

    SlowClients(Scheduler scheduler, Duration requestTime) {
        this.scheduler = scheduler;
        this.requestTime = requestTime;
    }

    @Override
    protected void doStart() {
        sweeping = true;
        scheduleSweep();
    }

    @Override
    protected void doStop() {
        sweeping = false;
    }

    @Override
    public void onOpened(Connection connection) {
        waitingSince.put(connection, System.nanoTime());
    }

    @Override
    public void onClosed(Connection connection) {
        waitingSince.remove(connection);
    }

    void arrived(Connection connection) {
        waitingSince.replace(connection, NEVER);
    }

    void answered(Connection connection) {
        waitingSince.replace(connection, System.nanoTime());
    }

    private void scheduleSweep() {
        long pause = Math.clamp(requestTime.toMillis() / 10, 10, 1_000);
        scheduler.schedule(this::sweep, pause, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        if (!sweeping) {
            return;
        }
        long now = System.nanoTime();
        waitingSince.forEach((connection, since) -> {
            if (since != NEVER && now - since > requestTime.toNanos()) {
                connection.getEndPoint().close();
            }
        });
        scheduleSweep();
    }
}
