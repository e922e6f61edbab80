package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.aws.AwsAccounts;
import io.keycanary.aws.EventHistory;
import io.keycanary.aws.Pace;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.AccountException;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The event history against a stub of its documented wire form, because moto has none. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class EventHistoryStubTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final List<String> turns = new ArrayList<>();
    private LookupEventsStub stub;
    private EventHistory history;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "AKIAQTESTTESTTESTTES");
        System.setProperty("aws.secretAccessKey", "secret");
        stub = new LookupEventsStub();
        history = new EventHistory(new AwsAccounts(Clock.systemUTC(), request -> {}), turns::add);
    }

    @AfterEach
    void stop() {
        stub.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private ManagedAccount account() {
        return new ManagedAccount(
                "prod",
                new AwsAccount("123456789012"),
                new AccountAccess(null, null, null, "us-east-1", stub.url()),
                "/batch/",
                new DecoyTag("CostUnit", "4711"),
                Instant.EPOCH);
    }

    private static String record(String id, String region, Instant at) {
        return CloudTrailFiles.record(id, CloudTrailFiles.KEY, "x")
                .replace("us-east-1", region)
                .replace("2026-11-20T10:00:00Z", at.toString());
    }

    private List<String> found(String region, Instant from, Instant to) throws InterruptedException {
        List<String> found = new ArrayList<>();
        history.lookup(account(), region, from, to, found::add);
        return found.stream()
                .map(record -> record.replaceAll(".*\"eventID\":\"([^\"]+)\".*", "$1"))
                .toList();
    }

    @Test
    void lookup_ofMoreThanAPage_handsOutAllOfTheTimeAndRegion_andWaitsItsTurnForEachPage() throws Exception {
        for (int i = 0; i < 120; i++) {
            stub.add(record("e" + i, "us-east-1", NOON.plusSeconds(i)));
        }
        stub.add(record("before", "us-east-1", NOON.minusSeconds(1)));
        stub.add(record("elsewhere", "eu-west-1", NOON));

        assertThat(found("us-east-1", NOON, NOON.plusSeconds(119)))
                .hasSize(120)
                .startsWith("e119")
                .endsWith("e0");
        assertThat(turns).containsExactly("123456789012/us-east-1", "123456789012/us-east-1", "123456789012/us-east-1");
        assertThat(found("eu-west-1", NOON, NOON)).containsExactly("elsewhere");
        assertThat(found("ap-south-1", NOON, NOON)).isEmpty();
    }

    @Test
    void lookup_handsOutTheRecordAsItIs() throws Exception {
        String record = record("one", "us-east-1", NOON);
        stub.add(record);
        List<String> found = new ArrayList<>();
        history.lookup(account(), "us-east-1", NOON, NOON, found::add);
        assertThat(found).containsExactly(record);
    }

    @Test
    void lookup_throttled_isRepeated() throws Exception {
        stub.add(record("one", "us-east-1", NOON));
        stub.refuse(1, "ThrottlingException");
        assertThat(found("us-east-1", NOON, NOON)).containsExactly("one");
        assertThat(stub.calls()).isEqualTo(2);
    }

    @Test
    void lookup_notPermitted_saysWhich() {
        stub.refuse(1, "AccessDeniedException");
        assertThatThrownBy(() -> found("us-east-1", NOON, NOON))
                .isInstanceOfSatisfying(
                        AccountException.class, e -> assertThat(e.reason()).isEqualTo(AccountException.Reason.DENIED))
                .hasMessageContaining("no permission for cloudtrail:LookupEvents");
    }

    @Test
    void pace_keepsCallsOfOneApart_andLetsAnotherGo() throws Exception {
        Pace pace = Pace.perSecond(20, InstantSource.system());
        long begin = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            pace.await("a");
            pace.await("b");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(95), Duration.ofSeconds(5));
    }
}
