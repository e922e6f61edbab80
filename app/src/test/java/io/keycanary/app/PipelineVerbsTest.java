package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The pipeline against moto: made, broken in every way, mended, and taken away. */
class PipelineVerbsTest extends MotoAccount {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "activity-watch";
    private static final String TOPIC = "arn:aws:sns:us-east-1:" + ACCOUNT + ":" + NAME;
    private static final String BUCKET = NAME + "-" + ACCOUNT + "-us-east-1";
    private static final List<String> WHICH =
            List.of("--account", "prod", "--region", "eu-west-1", "--subscribe", "email:soc@example.com");

    private static final MetricTransformation COUNT = MetricTransformation.builder()
            .metricNamespace(NAME)
            .metricName("Uses")
            .metricValue("1")
            .build();

    private static final QueueConfiguration REMOVED = QueueConfiguration.builder()
            .queueArn("arn:aws:sqs:us-east-1:" + ACCOUNT + ":" + NAME)
            .events(Event.S3_OBJECT_REMOVED)
            .build();

    private static final String OTHER_TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    private Program program;
    private PipelineAccount account;

    @BeforeEach
    void accountWithATokenInIt() throws IOException {
        program = program();
        account = new PipelineAccount(url());
        profile("prod", "AKIAQTESTTESTTESTTES", "secret");
        assertThat(add("prod").code()).isEqualTo(Exit.OK);
        Files.writeString(
                folder.resolve("t.json"),
                "[{\"id\":\"a\",\"accessKeyIds\":[\"AKIARZPUZDIKGB2VALC4\"],\"principalId\":\"AIDARZPUZDIKGB2VALC4X\","
                        + "\"userArn\":\"arn:aws:iam::123456789012:user/batch/a\"}]");
        program.run("token", "import", folder.resolve("t.json").toString());
    }

    @AfterEach
    void leaveAccount() throws Exception {
        account.close();
    }

    private Program.Result pipeline(String verb, String... more) {
        List<String> line = new ArrayList<>(List.of("pipeline", verb));
        line.addAll(WHICH);
        line.addAll(List.of(more));
        return program.run(line.toArray(String[]::new));
    }

    private Program.Result applied() {
        Program.Result result = pipeline("apply", "--yes");
        assertThat(result.code()).as(result.err() + result.out()).isEqualTo(Exit.OK);
        return result;
    }

    /** Parts that are not good, with what is wrong. */
    private Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        for (String line : pipeline("status", "--format", "json").lines()) {
            JsonNode link = json(line);
            if (!link.get("standing").asText().equals("good")) {
                faults.put(
                        link.get("part").asText(),
                        link.get("standing").asText() + ": "
                                + link.get("detail").asText());
            }
        }
        return faults;
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    /** What somebody does, the part that status must then name, and a word of what it must say. */
    private record Break(String part, String says, Consumer<PipelineAccount> how) {}

    private static final String QUEUE_RULE = NAME + "-path-1";

    private static List<Break> breaks() {
        List<Break> all = new ArrayList<>();
        all.add(new Break("trail " + NAME, "stopped", a -> a.trails.stopLogging(r -> r.name(NAME))));
        all.add(new Break(
                "trail " + NAME,
                "one region",
                a -> a.trails.updateTrail(r -> r.name(NAME).isMultiRegionTrail(false))));
        all.add(new Break(
                "trail " + NAME,
                "validation",
                a -> a.trails.updateTrail(r -> r.name(NAME).enableLogFileValidation(false))));
        all.add(new Break(
                "trail " + NAME,
                "selectors",
                a -> a.trails.putEventSelectors(r -> r.trailName(NAME)
                        .eventSelectors(EventSelector.builder()
                                .readWriteType(ReadWriteType.WRITE_ONLY)
                                .includeManagementEvents(true)
                                .build()))));
        all.add(new Break("trail " + NAME, "missing", a -> a.trails.deleteTrail(r -> r.name(NAME))));
        all.add(new Break("bucket " + BUCKET, "policy", a -> a.s3.deleteBucketPolicy(r -> r.bucket(BUCKET))));
        all.add(new Break("bucket " + BUCKET, "public", a -> a.s3.deletePublicAccessBlock(r -> r.bucket(BUCKET))));
        all.add(new Break("log group " + NAME, "ever", a -> a.logs.deleteRetentionPolicy(r -> r.logGroupName(NAME))));
        all.add(new Break(
                "metric filters of " + NAME,
                "principal-id-1 is missing",
                a -> a.logs.deleteMetricFilter(r -> r.logGroupName(NAME).filterName("principal-id-1"))));
        all.add(new Break(
                "metric filters of " + NAME,
                "path-1 is not as planned",
                a -> a.logs.putMetricFilter(r -> r.logGroupName(NAME)
                        .filterName("path-1")
                        .filterPattern("{ $.x = 1 }")
                        .metricTransformations(COUNT))));
        all.add(new Break(
                "metric filters of " + NAME,
                "sign-in-9 is no longer",
                a -> a.logs.putMetricFilter(r -> r.logGroupName(NAME)
                        .filterName("sign-in-9")
                        .filterPattern("{ $.x = 1 }")
                        .metricTransformations(COUNT))));
        all.add(new Break(
                "role " + NAME + "-logs",
                "permissions",
                a -> a.iam.deleteRolePolicy(r -> r.roleName(NAME + "-logs").policyName(NAME + "-logs"))));
        all.add(new Break(
                "role " + NAME + "-events",
                "trust",
                a -> a.iam.updateAssumeRolePolicy(
                        r -> r.roleName(NAME + "-events").policyDocument(OTHER_TRUST))));
        all.add(new Break("alarm " + NAME, "disabled", a -> silence(a)));
        all.add(new Break("alarm " + NAME, "missing", a -> a.alarms.deleteAlarms(r -> r.alarmNames(NAME))));
        all.add(new Break(
                "topic " + NAME,
                "policy",
                a -> a.sns.setTopicAttributes(r ->
                        r.topicArn(TOPIC).attributeName("Policy").attributeValue("{\"Version\":\"2012-10-17\"}"))));
        all.add(new Break("subscribers of " + NAME, "not subscribed", a -> unsubscribe(a, "email")));
        all.add(new Break("notices of topic " + NAME + " to queue " + NAME, "missing", a -> unsubscribe(a, "sqs")));
        all.add(new Break(
                "log files of " + BUCKET + " to queue " + NAME,
                "missing",
                a -> a.s3.putBucketNotificationConfiguration(
                        r -> r.bucket(BUCKET).notificationConfiguration(c -> {}))));
        all.add(new Break(
                "log files of " + BUCKET + " to queue " + NAME,
                "not as planned",
                a -> a.s3.putBucketNotificationConfiguration(
                        r -> r.bucket(BUCKET).notificationConfiguration(c -> c.queueConfigurations(REMOVED)))));
        all.add(new Break("queue " + NAME, "policy", a -> queue(a, QueueAttributeName.POLICY, "")));
        all.add(new Break("queue " + NAME, "60 s", a -> queue(a, QueueAttributeName.MESSAGE_RETENTION_PERIOD, "60")));
        all.add(new Break(
                "queue " + NAME + "-dead",
                "missing",
                a -> a.sqs.deleteQueue(r -> r.queueUrl(
                        a.sqs.getQueueUrl(q -> q.queueName(NAME + "-dead")).queueUrl()))));
        all.add(new Break(
                "rule us-east-1/default/" + QUEUE_RULE,
                "read-only",
                a -> a.home.putRule(
                        r -> r.name(QUEUE_RULE).eventPattern(pattern(a)).state(RuleState.ENABLED))));
        all.add(new Break(
                "rule us-east-1/default/" + QUEUE_RULE, "DISABLED", a -> a.home.disableRule(r -> r.name(QUEUE_RULE))));
        all.add(new Break(
                "rule us-east-1/default/" + QUEUE_RULE,
                "does not send",
                a -> a.home.removeTargets(r -> r.rule(QUEUE_RULE).ids("queue"))));
        all.add(new Break(
                "rule eu-west-1/default/" + QUEUE_RULE,
                "pattern",
                a -> a.other.putRule(r -> r.name(QUEUE_RULE)
                        .eventPattern("{\"source\":[\"x\"]}")
                        .state("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"))));
        all.add(new Break("rule eu-west-1/default/" + NAME + "-sign-in-1", "missing", a -> {
            a.other.removeTargets(r -> r.rule(NAME + "-sign-in-1").ids("bus"));
            a.other.deleteRule(r -> r.name(NAME + "-sign-in-1"));
        }));
        return all;
    }

    private static void unsubscribe(PipelineAccount a, String protocol) {
        a.sns.listSubscriptions().subscriptions().stream()
                .filter(s -> s.protocol().equals(protocol))
                .forEach(s -> a.sns.unsubscribe(r -> r.subscriptionArn(s.subscriptionArn())));
    }

    /** As DisableAlarmActions does, which moto lacks. */
    private static void silence(PipelineAccount a) {
        a.alarms.putMetricAlarm(r -> r.alarmName(NAME)
                .namespace(NAME)
                .metricName("Uses")
                .statistic("Sum")
                .period(60)
                .evaluationPeriods(1)
                .datapointsToAlarm(1)
                .threshold(1.0)
                .comparisonOperator("GreaterThanOrEqualToThreshold")
                .treatMissingData("notBreaching")
                .alarmActions(TOPIC)
                .actionsEnabled(false));
    }

    private static String pattern(PipelineAccount a) {
        return a.home.describeRule(r -> r.name(QUEUE_RULE)).eventPattern();
    }

    private static void queue(PipelineAccount a, QueueAttributeName attribute, String value) {
        String url = a.sqs.getQueueUrl(q -> q.queueName(NAME)).queueUrl();
        Map<QueueAttributeName, String> wanted =
                new HashMap<>(a.sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.POLICY))
                        .attributes()); // moto forgets the policy when something else is set
        wanted.put(attribute, value);
        a.sqs.setQueueAttributes(r -> r.queueUrl(url).attributes(wanted));
    }

    @Test
    void pipeline_isMade_brokenLinkByLink_mended_andTakenAwayWithoutATrace() {
        List<String> before = account.inventory();
        applied();
        assertThat(faults()).isEmpty();
        assertThat(pipeline("status").code()).isEqualTo(Exit.OK);
        for (Break one : breaks()) {
            one.how().accept(account);
            assertThat(faults())
                    .as(one + ", and all that was broken before is mended")
                    .hasSize(1)
                    .hasEntrySatisfying(one.part(), says -> assertThat(says).contains(one.says()));
            applied();
        }
        assertThat(faults()).as("all is mended").isEmpty();
        assertThat(pipeline("remove", "--yes").code()).isEqualTo(Exit.OK);
        assertThat(account.inventory()).isEqualTo(before);
    }

    @Test
    void apply_withoutYes_showsThePlan_andChangesNothing() {
        List<String> before = account.inventory();
        Program.Result asked = pipeline("apply");
        assertThat(asked.code()).isEqualTo(Exit.REFUSED);
        assertThat(asked.out()).contains("missing  trail " + NAME, "missing  queue " + NAME);
        assertThat(pipeline("plan").out()).contains("path-1", "principal-id-1", "access-key-1", "sign-in-1");
        assertThat(account.inventory()).isEqualTo(before);
    }

    @Test
    void apply_twice_doesNothingTheSecondTime() {
        applied();
        assertThat(applied().err()).contains("nothing to do").doesNotContain("made", "mended");
    }

    @Test
    void topicAndBucketOfOthers_areRefused_orAdopted_andComeBackAsTheyWere() {
        account.sns.createTopic(
                r -> r.name(NAME).tags(Tag.builder().key("team").value("x").build()));
        account.s3.createBucket(r -> r.bucket(BUCKET));
        String theirs = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"Theirs\",\"Effect\":\"Deny\","
                + "\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::" + BUCKET + "/*\"}]}";
        account.s3.putBucketPolicy(r -> r.bucket(BUCKET).policy(theirs));
        String topicPolicy = topicPolicy();
        List<String> before = account.inventory();
        Program.Result refused = pipeline("apply", "--yes");
        assertThat(refused.code()).isEqualTo(Exit.REFUSED);
        assertThat(refused.out()).contains("foreign  topic " + NAME, "foreign  bucket " + BUCKET, "--adopt");
        assertThat(account.inventory()).isEqualTo(before);

        assertThat(pipeline("apply", "--yes", "--adopt").code()).isEqualTo(Exit.OK);
        assertThat(bucketPolicy()).contains("Theirs", "ActivityWatchWrite");
        assertThat(topicPolicy()).contains("ActivityWatchAlarm");
        assertThat(pipeline("remove", "--yes", "--adopt").code()).isEqualTo(Exit.OK);
        assertThat(account.inventory()).isEqualTo(before);
        assertThat(json(bucketPolicy())).isEqualTo(json(theirs));
        assertThat(json(topicPolicy())).isEqualTo(json(topicPolicy));
    }

    private String bucketPolicy() {
        return account.s3.getBucketPolicy(r -> r.bucket(BUCKET)).policy();
    }

    private String topicPolicy() {
        return account.sns
                .getTopicAttributes(r -> r.topicArn(TOPIC))
                .attributes()
                .getOrDefault("Policy", "");
    }

    @Test
    void trailOfOthers_isNotDoubledUnasked() {
        account.s3.createBucket(r -> r.bucket("theirs"));
        account.trails.createTrail(r -> r.name("theirs").s3BucketName("theirs").isMultiRegionTrail(true));
        account.trails.startLogging(r -> r.name("theirs"));
        Program.Result refused = pipeline("apply", "--yes");
        assertThat(refused.code()).isEqualTo(Exit.REFUSED);
        assertThat(refused.out()).contains("trail theirs records management events already", "--only eventbridge");
        Program.Result fast = pipeline("apply", "--yes", "--only", "eventbridge");
        assertThat(fast.code()).as(fast.err()).isEqualTo(Exit.OK);
        assertThat(account.inventory()).contains("trail theirs").doesNotContain("trail " + NAME);
        assertThat(pipeline("apply", "--yes", "--second-trail").code()).isEqualTo(Exit.OK);
        assertThat(account.inventory()).contains("trail theirs", "trail " + NAME);
    }

    @Test
    void remove_leavesABucketWithLogFiles_andSaysSo() {
        applied();
        account.s3.putObject(r -> r.bucket(BUCKET).key("AWSLogs/x"), RequestBody.fromString("x"));
        Program.Result removed = pipeline("remove", "--yes");
        assertThat(removed.code()).isEqualTo(Exit.OK);
        assertThat(removed.err()).contains("left bucket " + BUCKET + " because there are log files in it");
        assertThat(account.inventory()).contains("bucket " + BUCKET).doesNotContain("trail " + NAME);
    }

    @Test
    void remove_withoutYes_changesNothing() {
        applied();
        List<String> before = account.inventory();
        Program.Result asked = pipeline("remove");
        assertThat(asked.code()).isEqualTo(Exit.REFUSED);
        assertThat(asked.out()).contains("trail " + NAME);
        assertThat(account.inventory()).isEqualTo(before);
    }

    @Test
    void account_thatIsUnknown_orPathThatIsNone_isRefused() {
        assertThat(program.run("pipeline", "status", "--account", "none").code())
                .isEqualTo(Exit.USAGE);
        assertThat(pipeline("status", "--only", "x").err()).contains("trail-logs or eventbridge");
    }
}
