package io.keycanary.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every channel promises. */
@Timeout(60)
abstract class AlertChannelContract {
    /** A channel whose other side takes everything. */
    abstract AlertChannel channel();

    /** Every text that the other side has got so far, decoded as it would show it. */
    abstract List<String> shown();

    /** Whether the other side shows one alert that is sent twice two times. */
    boolean keepsRepeats() {
        return true;
    }

    @ParameterizedTest
    @EnumSource(Alert.Reason.class)
    void send_everyReason_isAccepted(Alert.Reason reason) throws InterruptedException {
        assertThat(channel().send(SampleAlerts.ofReason(reason))).isInstanceOf(DeliveryResult.Accepted.class);
        assertThat(shown()).anySatisfy(text -> assertThat(text).contains("AWS_PROD_API_KEY"));
    }

    @Test
    void send_ordinaryAlert_saysEverything() throws InterruptedException {
        channel().send(SampleAlerts.plain());

        assertThat(String.join("\n", shown()))
                .contains("acme/web config/deploy.env")
                .contains("ec2:DescribeInstances")
                .contains("203.0.113.9")
                .contains("2026-11-23")
                .contains("Rotate the real secrets")
                .contains("https://canary.example.org/incidents/")
                .contains("new: region eu-west-1");
    }

    @Test
    void send_hostileTexts_arriveHarmless() throws InterruptedException {
        assertThat(channel().send(SampleAlerts.hostile())).isInstanceOf(DeliveryResult.Accepted.class);

        assertThat(shown()).isNotEmpty().allSatisfy(AlertChannelContract::assertHarmless);
        assertThat(String.join("\n", shown())).contains("\\u{1b}[2J").contains("\\u{202e}gnp.exe");
    }

    @Test
    void send_hugeTexts_arriveBounded() throws InterruptedException {
        assertThat(channel().send(SampleAlerts.huge())).isInstanceOf(DeliveryResult.Accepted.class);

        assertThat(shown()).allSatisfy(text -> assertThat(text.length()).isLessThan(30_000));
        assertThat(String.join("\n", shown())).contains("…").containsPattern("and \\d{3,4} more");
    }

    @Test
    void send_interruptedThread_passesTheInterruptOn() {
        Thread.currentThread().interrupt();
        boolean passedOn;
        try {
            channel().send(SampleAlerts.plain());
            passedOn = Thread.interrupted();
        } catch (InterruptedException e) {
            passedOn = true;
        } finally {
            Thread.interrupted();
        }

        assertThat(passedOn).isTrue();
    }

    @Test
    void send_fromManyThreads_losesNothing() throws InterruptedException {
        AlertChannel channel = channel();
        List<Thread> threads = List.of(
                Thread.ofVirtual().unstarted(() -> sendQuietly(channel)),
                Thread.ofVirtual().unstarted(() -> sendQuietly(channel)),
                Thread.ofVirtual().unstarted(() -> sendQuietly(channel)));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(String.join("\n", shown()).split("ec2:DescribeInstances", -1))
                .hasSizeGreaterThanOrEqualTo(keepsRepeats() ? 4 : 2);
    }

    @Test
    void name_always_isTheSetOne() {
        assertThat(channel().name()).isEqualTo("here").isEqualTo(channel().name());
    }

    private static void sendQuietly(AlertChannel channel) {
        try {
            channel.send(SampleAlerts.plain());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void assertHarmless(String text) {
        assertThat(text.codePoints().filter(point -> point != '\n' && point != '\r'))
                .noneMatch(point -> Character.isISOControl(point)
                        || Character.getType(point) == Character.FORMAT
                        || Character.getType(point) == Character.SURROGATE
                        || Character.getType(point) == Character.LINE_SEPARATOR);
        assertThat(text.lines()).noneMatch(line -> line.strip().startsWith("Bcc"));
    }
}
