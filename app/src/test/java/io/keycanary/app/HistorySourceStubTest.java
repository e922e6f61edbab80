package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.aws.AlarmNotices;
import io.keycanary.aws.AwsAccounts;
import io.keycanary.aws.EventHistory;
import io.keycanary.aws.HistorySource;
import io.keycanary.aws.OtherRegionsSource;
import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Example;
import io.keycanary.intake.Ledger;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.Site;
import io.keycanary.source.AlarmNotice;
import io.keycanary.source.Checkpoint;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordBytes;
import io.keycanary.source.RecordSource;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.AccountConnector.Regions;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What is read from the event history, over time, against a stub of its wire form. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class HistorySourceStubTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final Pattern ID = Pattern.compile("\"eventID\":\"([^\"]+)\"");

    private final Ledger ledger = new MemoryLedger();
    private final List<String> found = new ArrayList<>();
    private final List<RecordBytes> batches = new ArrayList<>();
    private final Set<AlarmNotice> notices = new LinkedHashSet<>();
    private Instant now = NOON;
    private LookupEventsStub stub;
    private Located where;
    private EventHistory history;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "AKIAQTESTTESTTESTTES");
        System.setProperty("aws.secretAccessKey", "secret");
        stub = new LookupEventsStub();
        history = new EventHistory(new AwsAccounts(Clock.systemUTC(), request -> {}), of -> {});
        where = new Located(
                new ManagedAccount(
                        "prod",
                        new AwsAccount("123456789012"),
                        new AccountAccess(null, null, null, "us-east-1", stub.url()),
                        "/batch/",
                        new DecoyTag("CostUnit", "4711"),
                        Instant.EPOCH),
                new InstalledPipeline(
                        new Site("123456789012", "aws", "us-east-1", List.of("eu-west-1"), "watch"),
                        List.of(),
                        new Choice(true, true, false, false),
                        Instant.EPOCH));
    }

    @AfterEach
    void stop() {
        stub.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private HistorySource source() {
        return new HistorySource(where, "us-east-1", history, ledger, () -> now);
    }

    private static String record(String id, String key, String region, Instant at) {
        return CloudTrailFiles.record(id, key, "x")
                .replace("us-east-1", region)
                .replace("2026-11-20T10:00:00Z", at.toString());
    }

    private void happened(String id, Instant at) {
        stub.add(record(id, CloudTrailFiles.KEY, "us-east-1", at));
    }

    /** The ids that one poll offers. */
    private List<String> poll(RecordSource source) throws InterruptedException {
        found.clear();
        batches.clear();
        source.poll(new RecordSource.Sink() {
            @Override
            public Outcome offer(RecordBytes batch) {
                batches.add(batch);
                ID.matcher(text(batch))
                        .results()
                        .map(MatchResult::group)
                        .map(one -> one.substring(11, one.length() - 1))
                        .forEach(found::add);
                Checkpoint checkpoint = batch.checkpoint();
                if (checkpoint != null) {
                    ledger.change(stores -> stores.checkpoints().put(checkpoint));
                }
                return new Outcome.Done();
            }

            @Override
            public Outcome offer(AlarmNotice notice) {
                notices.add(notice);
                return new Outcome.Done();
            }
        });
        return List.copyOf(found);
    }

    private static String text(RecordBytes batch) {
        try (InputStream in = batch.bytes().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void history_isReadFromADayBackOn_thenFromAnHourBehindTheLastLook() throws Exception {
        happened("yesterday", NOON.minus(Duration.ofHours(20)));
        HistorySource source = source();
        assertThat(poll(source)).containsExactly("yesterday");
        happened("late", NOON.minus(Duration.ofMinutes(50)));
        assertThat(poll(source)).as("it does not look all the time").isEmpty();
        now = NOON.plus(Duration.ofMinutes(2));
        assertThat(poll(source)).containsExactly("late");
        assertThat(poll(source())).as("another process goes on from there").containsExactly("late");
        assertThat(batches).allSatisfy(b -> assertThat(b.path()).isEqualTo(DetectionPath.EVENT_HISTORY));
        now = NOON.plus(Duration.ofMinutes(20));
        poll(source);
        now = NOON.plus(Duration.ofMinutes(22));
        assertThat(poll(source)).as("too late to be late").isEmpty();
    }

    @Test
    void history_thatIsRefused_isToldOf_andReadFromWhereItWasWhenItIsAllowed() throws Exception {
        HistorySource source = source();
        poll(source);
        happened("one", NOON.plusSeconds(1));
        stub.refuse(1, "AccessDeniedException");
        now = NOON.plus(Duration.ofHours(3));
        assertThat(poll(source)).isEmpty();
        assertThat(source.problem())
                .contains("event history of prod in us-east-1", "no permission for cloudtrail:LookupEvents");
        assertThat(poll(source)).as("it waits before it asks again").isEmpty();
        now = now.plus(Duration.ofMinutes(1));
        assertThat(poll(source)).containsExactly("one");
        assertThat(source.problem()).isNull();
    }

    /** Which regions are switched on; empty when the account refuses to say. */
    private Set<String> on = Set.of();

    private int asked;

    private Regions regions(ManagedAccount account) {
        asked++;
        if (on.isEmpty()) {
            throw new AccountException(Reason.DENIED, account.name() + ": no permission for ec2:DescribeRegions");
        }
        return new Regions(new TreeSet<>(on), new TreeSet<>());
    }

    @Test
    void otherRegions_areThoseThatAreSwitchedOn_andNoneUntilTheAccountSaysWhich() throws Exception {
        OtherRegionsSource source = new OtherRegionsSource(where, history, this::regions, ledger, () -> now);
        happened("home", NOON.minusSeconds(60));
        stub.add(record("far", CloudTrailFiles.KEY, "ap-south-1", NOON.minusSeconds(60)));
        assertThat(poll(source)).as("refused").isEmpty();
        assertThat(stub.calls()).isZero();
        assertThat(source.problem()).isNull();

        on = Set.of("us-east-1", "eu-west-1", "ap-south-1", "ap-east-1");
        poll(source);
        assertThat(asked).as("not asked all the time").isEqualTo(1);
        now = NOON.plus(Duration.ofHours(1));
        assertThat(poll(source)).as("home has a source of its own").containsExactly("far");
        assertThat(stub.calls()).isEqualTo(2);

        on = Set.of();
        now = now.plus(Duration.ofHours(2));
        stub.add(record("later", CloudTrailFiles.KEY, "ap-east-1", now));
        assertThat(poll(source)).as("what was known stays").containsExactly("later");
        stub.refuse(1, "AccessDeniedException");
        now = now.plus(Duration.ofHours(2));
        on = Set.of("us-east-1", "ap-south-1");
        poll(source);
        assertThat(source.problem()).contains("in ap-south-1", "no permission for cloudtrail:LookupEvents");
        now = now.plus(Duration.ofHours(3));
        stub.add(record("off", CloudTrailFiles.KEY, "ap-east-1", now));
        assertThat(poll(source)).as("switched off").isEmpty();
        assertThat(source.problem()).isNull();
    }

    private AlarmNotices rung(Instant at) {
        ledger.change(stores -> stores.checkpoints()
                .put(new Checkpoint(
                        "alarm:prod/watch|arn:aws:cloudwatch:x|" + at,
                        at.plusSeconds(2).toString())));
        return new AlarmNotices(where, history, ledger, () -> now);
    }

    private List<Checkpoint> pending() {
        return ledger.read(stores -> stores.checkpoints().startingWith("alarm:"));
    }

    @Test
    void alarm_isResolvedByTheFirstRecordOfATokenThatAnyRegionShows() throws Exception {
        CanaryToken token = Example.token();
        ledger.change(stores -> stores.tokens().add(token));
        AlarmNotices alarms = rung(NOON);
        happened("somebody's", NOON.minusSeconds(300));
        assertThat(poll(alarms)).isEmpty();
        stub.add(record("ours", token.keys().getFirst().id(), "eu-west-1", NOON.minusSeconds(290)));
        assertThat(poll(alarms)).as("once a minute").isEmpty();
        now = NOON.plus(Duration.ofMinutes(1));
        assertThat(poll(alarms)).containsExactly("ours");
        assertThat(batches).singleElement().satisfies(batch -> {
            assertThat(batch.path()).isEqualTo(DetectionPath.TRAIL_LOGS);
            assertThat(batch.receivedAt()).isEqualTo(NOON.plusSeconds(2));
        });
        assertThat(pending()).isEmpty();
    }

    @Test
    void alarm_thatNoRecordExplains_isToldWhenHistoryCannotBeLateAnyMore_andForgottenInTheEnd() throws Exception {
        AlarmNotices alarms = rung(NOON);
        poll(alarms);
        assertThat(notices).isEmpty();
        now = NOON.plus(Duration.ofMinutes(16));
        poll(alarms);
        assertThat(notices)
                .containsExactly(new AlarmNotice(
                        where.account().account().id(), "watch", "arn:aws:cloudwatch:x", NOON, NOON.plusSeconds(2)));
        assertThat(pending()).as("a record is still looked for").hasSize(1);
        now = NOON.plus(Duration.ofMinutes(50));
        poll(alarms);
        assertThat(pending()).isEmpty();
    }
}
