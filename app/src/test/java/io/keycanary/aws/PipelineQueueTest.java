package io.keycanary.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.app.MotoServer;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Quarantine;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordBytes;
import io.keycanary.source.RecordSource;
import io.keycanary.source.RecordSourceContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The queue of a pipeline, against moto. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class PipelineQueueTest {
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static MotoServer moto;
    private static int number;

    private final List<RecordBytes> offered = new ArrayList<>();
    private MotoQueue queue;
    private PipelineQueue source;

    @BeforeAll
    static void start() throws IOException {
        System.setProperty("aws.accessKeyId", "AKIAQTESTTESTTESTTES");
        System.setProperty("aws.secretAccessKey", "secret");
        moto = MotoServer.start();
    }

    @AfterAll
    static void stop() {
        moto.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @BeforeEach
    void open() {
        queue = new MotoQueue(moto, "watch-" + number++);
        source = queue.open();
    }

    @AfterEach
    void close() {
        source.close();
        queue.close();
    }

    static String envelope(String eventId) {
        return """
                {"version":"0","id":"e-%s","detail-type":"AWS API Call via CloudTrail","source":"aws.sts",\
                "account":"123456789012","time":"2026-11-20T10:00:01Z","region":"us-east-1","resources":[],\
                "detail":%s}""".formatted(eventId, record(eventId));
    }

    static String record(String eventId) {
        return "{\"eventVersion\":\"1.11\",\"userIdentity\":{\"type\":\"IAMUser\"},\"eventID\":\"" + eventId + "\"}";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String notice(String message) {
        return "{\"Type\":\"Notification\",\"TopicArn\":\"arn:aws:sns:us-east-1:123456789012:x\",\"Message\":"
                + quoted(message) + "}";
    }

    private void poll() throws InterruptedException {
        source.poll(batch -> {
            offered.add(batch);
            return new Outcome.Done();
        });
    }

    /** Until all messages are gone, with a bound. */
    private void drained() throws InterruptedException {
        long end = System.nanoTime() + BOUND_NANOS;
        while (queue.left() > 0 && System.nanoTime() < end) {
            poll();
        }
        assertThat(queue.left()).isZero();
    }

    private static String text(RecordBytes batch) {
        try (InputStream in = batch.bytes().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Quarantine.Entry> quarantined() {
        return queue.ledger.read(stores -> stores.quarantine().newest(10));
    }

    @Nested
    class Contract extends RecordSourceContract {
        @Override
        protected RecordSource open() {
            return queue.open();
        }

        @Override
        protected void bring(String eventId) {
            queue.send(envelope(eventId));
        }

        @Override
        protected Ledger ledger() {
            return queue.ledger;
        }

        /** The next poll sees it at the latest when it is no longer hidden. */
        @Override
        protected void pass() {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    @Test
    void event_plainOrByTopic_isOfferedAsOfEventBridge() throws Exception {
        queue.send(envelope("one"));
        queue.send(notice(envelope("two")));
        drained();
        assertThat(offered)
                .extracting(RecordBytes::path)
                .containsOnly(DetectionPath.EVENTBRIDGE)
                .hasSize(2);
        assertThat(offered.stream().map(PipelineQueueTest::text).toList())
                .containsExactlyInAnyOrder(envelope("one"), envelope("two"));
    }

    @Test
    void logFile_announced_isFetchedAndOfferedAsOfTheTrail() throws Exception {
        queue.s3.createBucket(r -> r.bucket("logs-a"));
        String key = "AWSLogs/123456789012/CloudTrail/us-east-1/2026/11/20/a b+c.json.gz";
        queue.s3.putObject(r -> r.bucket("logs-a").key(key), RequestBody.fromString("{\"Records\":[]}"));
        String encoded = key.replace("+", "%2B").replace(' ', '+').replace("/", "%2F");
        queue.send("{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":"
                + "{\"name\":\"logs-a\"},\"object\":{\"key\":\"" + encoded + "\"}}}]}");
        queue.send(notice("{\"s3Bucket\":\"logs-a\",\"s3ObjectKey\":[" + quoted(key) + "]}"));
        queue.send("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"logs-a\"}");
        drained();
        assertThat(offered).hasSize(2).allSatisfy(batch -> {
            assertThat(batch.path()).isEqualTo(DetectionPath.TRAIL_S3);
            assertThat(batch.origin()).isEqualTo("s3://logs-a/" + key);
            assertThat(text(batch)).isEqualTo("{\"Records\":[]}");
        });
        assertThat(quarantined()).isEmpty();
        assertThat(source.problem()).isNull();
    }

    @Test
    void message_nobodyUnderstands_isQuarantinedAndDeleted() throws Exception {
        queue.send("hello");
        queue.send("{\"a\":1}");
        queue.send("[1,2]");
        queue.send("{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"object\":{\"key\":\"%zz\"}}}]}");
        queue.send(notice(notice(envelope("wrapped twice"))));
        queue.send("{\"s3Bucket\":\"no-such-bucket\",\"s3ObjectKey\":[\"x\"]}");
        queue.send("{\"s3Bucket\":\"Bad_Bucket!\",\"s3ObjectKey\":[\"x\"]}");
        queue.send("{\"s3Bucket\":\"logs-a\",\"s3ObjectKey\":[\"\"]}");
        drained();
        assertThat(offered).isEmpty();
        assertThat(quarantined()).hasSize(8);
        assertThat(quarantined())
                .anySatisfy(entry -> assertThat(new String(entry.head(), StandardCharsets.UTF_8))
                        .isEqualTo("hello"))
                .anySatisfy(entry -> assertThat(entry.reason()).contains("there is no object no-such-bucket/x"));
    }

    @Test
    void alarm_isKeptForTheHistoryToResolve_andAllClearIsNot() throws Exception {
        String arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:watch";
        String alarm = "{\"AlarmName\":\"watch\",\"NewStateValue\":\"ALARM\",\"StateChangeTime\":"
                + "\"2026-11-20T10:05:51.730+0000\",\"Region\":\"US East (N. Virginia)\",\"AlarmArn\":\"" + arn + "\"}";
        queue.send(notice(alarm));
        queue.send(notice(alarm));
        queue.send(notice(alarm.replace("\"ALARM\"", "\"OK\"")));
        drained();
        assertThat(new PendingAlarms(queue.ledger, PipelineQueue.of(queue.where())).all())
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.alarmArn()).isEqualTo(arn);
                    assertThat(notice.rangAt()).isEqualTo(Instant.parse("2026-11-20T10:05:51.730Z"));
                });
    }

    @Test
    void message_thatTakesLong_staysHiddenFromOthers() throws Exception {
        queue.send(envelope("one"));
        source.poll(batch -> {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2500); // hidden for 1 s
            try (PipelineQueue other = queue.open()) {
                while (System.nanoTime() < end) {
                    other.poll(seen -> {
                        throw new AssertionError("another process got " + text(seen));
                    });
                }
            }
            offered.add(batch);
            return new Outcome.Done();
        });
        assertThat(offered).hasSize(1);
        assertThat(queue.left()).isZero();
    }

    @Test
    void queue_gone_isToldOf_andReadAgainWhenItIsBack() throws Exception {
        poll();
        assertThat(source.problem()).isNull();
        queue.sqs.deleteQueue(r -> r.queueUrl(queue.url));
        poll();
        assertThat(source.problem()).contains("queue watch-", "there is no such queue", "pipeline apply");
        assertThat(source.examine()).contains("there is no such queue");
    }

    @Test
    void deadQueue_thatHoldsSomething_isToldOf() throws Exception {
        queue.sqs.sendMessage(r -> r.queueUrl(queue.deadUrl).messageBody("x"));
        poll();
        assertThat(source.problem()).contains("-dead holds 1 messages that were given up");
        queue.sqs.deleteQueue(r -> r.queueUrl(queue.deadUrl));
        assertThat(Objects.requireNonNull(source.examine())).contains("-dead: there is no such queue");
    }

    @Test
    void message_thatCannotBeFetchedNow_isPutOff_andTheOthersCome() throws Exception {
        queue.s3.createBucket(r -> r.bucket("logs-long"));
        queue.s3.putObject(r -> r.bucket("logs-long").key("x"), RequestBody.fromBytes(new byte[(64 << 20) + 1]));
        queue.send("{\"s3Bucket\":\"logs-long\",\"s3ObjectKey\":[\"x\"]}");
        queue.send(envelope("one"));
        long end = System.nanoTime() + BOUND_NANOS;
        while ((offered.isEmpty() || source.problem() == null) && System.nanoTime() < end) {
            poll();
        }
        assertThat(offered).hasSize(1);
        assertThat(source.problem()).contains("log files of prod");
        assertThat(queue.left()).as("it comes again").isEqualTo(1);
        assertThat(queue.sqs
                        .getQueueAttributes(r -> r.queueUrl(queue.url).attributeNames(QueueAttributeName.ALL))
                        .attributes()
                        .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .as("but not at once")
                .isEqualTo("0");
    }
}
