package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.sns.model.Tag;

/** The pipeline against moto: made, broken in every way, mended, and taken away. */
class PipelineVerbsTest extends MotoAccount {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "activity-watch";
    private static final String TOPIC = "arn:aws:sns:us-east-1:" + ACCOUNT + ":" + NAME;
    private static final String BUCKET = NAME + "-" + ACCOUNT + "-us-east-1";
    private static final List<String> WHICH =
            List.of("--account", "prod", "--region", "eu-west-1", "--subscribe", "email:soc@example.com");

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

    @Test
    void pipeline_isMade_brokenLinkByLink_mended_andTakenAwayWithoutATrace() {
        List<String> before = account.inventory();
        applied();
        assertThat(faults()).isEmpty();
        assertThat(pipeline("status").code()).isEqualTo(Exit.OK);
        for (PipelineBreaks one : PipelineBreaks.drawn()) {
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
    void trailLogsAlone_tellTheQueue_andTheServerByHttps_andTheOtherPathMayComeAndGo() {
        Program.Result alone = pipeline("apply", "--yes", "--only", "trail-logs");
        assertThat(alone.code()).as(alone.err()).isEqualTo(Exit.OK);
        assertThat(account.inventory()).noneMatch(part -> part.startsWith("rule "));
        account.sns.publish(r -> r.topicArn(TOPIC).message("rang"));
        String url = account.sqs.getQueueUrl(r -> r.queueName(NAME)).queueUrl();
        assertThat(account.sqs
                        .receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10))
                        .messages())
                .anyMatch(message -> message.body().contains("rang"));

        assertThat(pipeline("apply", "--yes", "--https", "https://canary.example.com/")
                        .code())
                .isEqualTo(Exit.OK);
        assertThat(pipeline("remove", "--yes", "--only", "eventbridge").code()).isEqualTo(Exit.OK);
        assertThat(account.inventory())
                .contains("queue " + url, "subscription https://canary.example.com/api/v1/sns")
                .noneMatch(part -> part.startsWith("rule "));
        assertThat(pipeline("status", "--only", "trail-logs").code()).isEqualTo(Exit.OK);
        assertThat(pipeline("remove", "--yes", "--only", "trail-logs").code()).isEqualTo(Exit.OK);
        assertThat(account.inventory()).doesNotContain("queue " + url);
        assertThat(pipeline("apply", "--https", "http://canary.example.com").code())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void dataEvents_haveATrailOfTheirOwn_limitedToThePath_andGoAlone() {
        assertThat(pipeline("apply", "--yes", "--only", "trail-logs", "--data-events")
                        .code())
                .isEqualTo(Exit.OK);
        List<AdvancedEventSelector> selectors = dataSelectors();
        assertThat(selectors).hasSize(8).allSatisfy(selector -> {
            assertThat(selector.name()).startsWith(NAME + " AWS::");
            assertThat(selector.fieldSelectors())
                    .extracting(AdvancedFieldSelector::field)
                    .containsExactly("eventCategory", "resources.type", "userIdentity.arn");
            assertThat(selector.fieldSelectors().getFirst().equalsValue()).containsExactly("Data");
            assertThat(selector.fieldSelectors().getLast().startsWith())
                    .containsExactly("arn:aws:iam::" + ACCOUNT + ":user/batch/");
        });
        assertThat(pipeline("apply", "--yes", "--only", "trail-logs").err()).contains("nothing to do");
        account.trails.putEventSelectors(
                r -> r.trailName(NAME + "-data").advancedEventSelectors(selectors.subList(0, 7)));
        assertThat(faults()).containsOnlyKeys("trail " + NAME + "-data for data events");
        assertThat(pipeline("apply", "--yes", "--only", "trail-logs").code()).isEqualTo(Exit.OK);
        assertThat(dataSelectors()).isEqualTo(selectors);
        assertThat(pipeline("remove", "--yes", "--only", "data-events").code()).isEqualTo(Exit.OK);
        assertThat(account.inventory()).contains("trail " + NAME).doesNotContain("trail " + NAME + "-data");
        assertThat(pipeline("status").code()).isEqualTo(Exit.OK);
        assertThat(pipeline("apply", "--only", "eventbridge", "--data-events").code())
                .isEqualTo(Exit.USAGE);
    }

    private List<AdvancedEventSelector> dataSelectors() {
        return account.trails
                .getEventSelectors(r -> r.trailName(NAME + "-data"))
                .advancedEventSelectors();
    }

    @Test
    void dataTrailOfOthers_isRefused_orAdopted_andItsSelectorsComeBackAsTheyWere() {
        account.s3.createBucket(r -> r.bucket("theirs"));
        account.trails.createTrail(r -> r.name(NAME + "-data").s3BucketName("theirs"));
        AdvancedEventSelector theirs = AdvancedEventSelector.builder()
                .name("theirs")
                .fieldSelectors(AdvancedFieldSelector.builder()
                        .field("eventCategory")
                        .equalsValue("Management")
                        .build())
                .build();
        account.trails.putEventSelectors(r -> r.trailName(NAME + "-data").advancedEventSelectors(theirs));
        assertThat(pipeline("apply", "--yes", "--only", "data-events").out())
                .contains("foreign  trail " + NAME + "-data", "--adopt");
        assertThat(dataSelectors()).containsExactly(theirs);
        assertThat(pipeline("apply", "--yes", "--only", "data-events", "--adopt")
                        .code())
                .isEqualTo(Exit.OK);
        assertThat(dataSelectors()).hasSize(9).contains(theirs);
        assertThat(pipeline("remove", "--yes", "--only", "data-events", "--adopt")
                        .code())
                .isEqualTo(Exit.OK);
        assertThat(dataSelectors()).containsExactly(theirs);
    }

    @Test
    void messagesThatWereGivenUp_areNamed_andApplyLeavesThem() {
        applied();
        String dead = account.sqs.getQueueUrl(r -> r.queueName(NAME + "-dead")).queueUrl();
        account.sqs.sendMessage(r -> r.queueUrl(dead).messageBody("lost"));
        assertThat(faults())
                .hasSize(1)
                .hasEntrySatisfying(
                        "queue " + NAME + "-dead", says -> assertThat(says).startsWith("waiting: 1 messages"));
        assertThat(applied().err()).contains("nothing to do");
    }

    @Test
    void rules_moreThanABusTakes_areRefusedBeforeAnythingIsMade_andGoByPathOrByAHigherQuota() {
        for (int i = 0; i < 60; i++) { // more than AWS and moto tell in one page
            String name = "theirs-" + i;
            account.home.putRule(r -> r.name(name).eventPattern("{\"source\":[\"x\"]}"));
        }
        List<String> before = account.inventory();
        String room = "room for rules us-east-1/default";
        assertThat(fast("plan").out())
                .contains("8 rules in the region that needs most")
                .doesNotContain("full  ");
        assertThat(fast("plan", "--rule-quota", "65").out())
                .contains("full     " + room + ": 8 rules are planned beside 60 others, and the bus takes 65")
                .contains("\"Rules per event bus\"", "--rule-quota N", "--by-path");
        Program.Result refused = fast("apply", "--yes", "--rule-quota", "65");
        assertThat(refused.code()).isEqualTo(Exit.REFUSED);
        assertThat(refused.out()).contains("full     " + room);
        assertThat(refused.err()).contains("half way");
        assertThat(fast("apply", "--yes", "--rule-quota", "-1").code()).isEqualTo(Exit.USAGE);
        assertThat(account.inventory()).isEqualTo(before);

        assertThat(fast("apply", "--yes", "--by-path", "--rule-quota", "70").code())
                .isEqualTo(Exit.OK);
        assertThat(account.other.listRules(r -> r.namePrefix(NAME)).rules())
                .extracting(Rule::name)
                .contains(NAME + "-path-1", NAME + "-sign-in-1")
                .doesNotContain(NAME + "-principal-id-1", NAME + "-access-key-1");
        assertThat(faults())
                .as("both are remembered, and 66 of 70 are near the limit")
                .containsOnlyKeys(room);
        assertThat(fast("status", "--rule-quota", "65").code())
                .as("what is there fits, whatever was said")
                .isEqualTo(Exit.OK);
        assertThat(fast("plan", "--no-by-path").out()).contains("missing  rule us-east-1/default/" + NAME + "-access");
    }

    private Program.Result fast(String verb, String... more) {
        List<String> line = new ArrayList<>(List.of("--only", "eventbridge"));
        line.addAll(List.of(more));
        return pipeline(verb, line.toArray(String[]::new));
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
        assertThat(program.run("pipeline", "status", "--account", "prod").out())
                .as("of what was applied")
                .contains("parts are as they should be")
                .doesNotContain("missing", "eu-west-1 is");
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
    void regions_thatNobodyNames_areThoseThatAreSwitchedOn() throws Exception {
        try (MotoWithStubs aws = new MotoWithStubs(url())) {
            aws.regions(List.of("us-east-1", "eu-west-1"), List.of("me-south-1"));
            Program other = new Program(folder.resolve("other"));
            String[] add = {
                "account",
                "add",
                "other",
                "--profile",
                "prod",
                "--path",
                "/other/",
                "--endpoint-url",
                aws.url().toString()
            };
            assertThat(other.run(add).code()).isEqualTo(Exit.OK);
            Program.Result plan = other.run("pipeline", "plan", "--account", "other", "--only", "eventbridge");
            assertThat(plan.err()).contains("2 regions are switched on; off, and not watched: me-south-1");
            assertThat(plan.out()).contains("rule eu-west-1/default/").doesNotContain("me-south-1");
            assertThat(other.run("account", "check", "other").out())
                    .contains("regions  on eu-west-1 us-east-1", "off me-south-1");
            aws.answer(
                    "DescribeRegions",
                    403,
                    "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no"
                            + "</Message></Error></Errors><RequestID>r</RequestID></Response>");
            assertThat(other.run("pipeline", "plan", "--account", "other", "--only", "eventbridge")
                            .code())
                    .as("asked once a day")
                    .isNotEqualTo(Exit.REFUSED);
            assertThat(other.run("account", "check", "other").out())
                    .contains("regions  unknown: there is no permission for ec2:DescribeRegions");
        }
    }

    @Test
    void account_thatIsUnknown_orPathThatIsNone_isRefused() {
        assertThat(program.run("pipeline", "status", "--account", "none").code())
                .isEqualTo(Exit.USAGE);
        assertThat(pipeline("status", "--only", "x").err()).contains("trail-logs or eventbridge");
    }
}
