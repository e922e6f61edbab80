package io.keycanary.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a resolver of the test: which servers a machine asks is not ours to say. */
@Timeout(20)
class ReverseNamesTest {
    private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();
    private static final byte[] ADDRESS = {(byte) 198, 51, 100, 7};

    private final AtomicInteger asked = new AtomicInteger();

    private String named(InetAddress address) {
        asked.incrementAndGet();
        return "host-" + address.getHostAddress() + ".example.net";
    }

    @Test
    void known_isAskedForOnceInTheBackground() {
        ReverseNames names = new ReverseNames(this::named);
        names.known(ADDRESS);
        names.await(ADDRESS, NEVER);
        assertThat(names.known(ADDRESS)).isEqualTo("host-198.51.100.7.example.net");
        assertThat(asked).hasValue(1);
    }

    @Test
    void known_noName_isNoneAndNotAskedForAgain() {
        ReverseNames names = new ReverseNames(address -> {
            asked.incrementAndGet();
            return null;
        });
        names.await(ADDRESS, NEVER);
        assertThat(names.known(ADDRESS)).isNull();
        assertThat(asked).hasValue(1);
    }

    /** A thousand addresses against a resolver that answers nobody: each question is answered at once, with nothing. */
    @Test
    void known_resolverThatHangs_holdsNobodyUp() {
        CountDownLatch never = new CountDownLatch(1);
        ReverseNames names = new ReverseNames(address -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "late.example";
        });
        for (int i = 0; i < 1000; i++) {
            assertThat(names.known(new byte[] {10, 0, (byte) (i >> 8), (byte) i}))
                    .isNull();
        }
        names.await(ADDRESS, CompletableFuture.completedFuture(null));
        assertThat(names.known(ADDRESS)).isNull();
        never.countDown();
    }

    @Test
    void ofTheSystem_thisMachine_leadsBack() {
        ReverseNames names = ReverseNames.ofTheSystem();
        byte[] loopback = {127, 0, 0, 1};
        names.await(loopback, NEVER);
        String name = names.known(loopback);
        assertThat(name == null || name.matches("[A-Za-z0-9.-]+")).isTrue();
        assertThat(name).isNotEqualTo("127.0.0.1");
    }
}
