package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.aws.AwsAccounts;
import io.keycanary.aws.EventHistory;
import io.keycanary.aws.LastUsedSource;
import io.keycanary.aws.PipelineQueue;
import io.keycanary.aws.ServicesSource;
import io.keycanary.aws.TopicNotices;
import io.keycanary.cli.Exit;
import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Example;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.Site;
import io.keycanary.source.LastUse;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordBytes;
import io.keycanary.source.RecordSource;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.Tag;

/** The policy for KeyCanary itself allows every call that it makes, and nothing else. */
class ManagerPolicyTest extends MotoAccount {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] STEWARD = {"--owner", "ann", "--purpose", "trap", "--playbook", "call ann"};

    /** Every way to AWS that the verbs have, the ways after a mishap too. Calls of the test itself are not noted. */
    private Set<String> everyCallThatWeMake() throws Exception {
        profile("prod", "iam:*");
        CallRecorder.start();
        add("prod", "--tag", "CostUnit=4711");
        run("account", "check", "prod"); // moto cannot simulate: it is asked all the same
        issue("one");
        issue("two");
        run("token", "rotate", "one");
        run("token", "rotate", "one", "--confirm");
        run("token", "retire", "one");
        CallRecorder.pause();
        iam().putUserPolicy(r -> r.userName("two").policyName("p").policyDocument(DENY_ALL));
        String policy = iam().createPolicy(r -> r.policyName("quarantine").policyDocument(DENY_ALL))
                .policy()
                .arn();
        iam().attachUserPolicy(r -> r.userName("two").policyArn(policy));
        iam().createLoginProfile(r -> r.userName("two").password("Xx-1234567890"));
        stray("three");
        stray("four");
        iam().createUser(r -> r.userName("five").path("/decoys/"));
        CallRecorder.resume();
        run("token", "retire", "two");
        run("token", "reconcile", "--account", "prod", "--remove");
        String[] load = {"token", "import", "--account", "prod", "--path", "/decoys/", "--no-history"};
        run(Stream.concat(Stream.of(load), Stream.of(STEWARD)).toArray(String[]::new));
        CallRecorder.pause();
        Set<String> calls = CallRecorder.actions();
        calls.addAll(everyCallOfALongDeletion());
        return calls;
    }

    private Set<String> everyCallOfALongDeletion() throws Exception {
        moto().allowEverything();
        try (LadenDecoy decoy = new LadenDecoy(url(), iam())) {
            CallRecorder.start(decoy.url());
            assertThatThrownBy(decoy::delete).hasMessageContaining("DeleteConflict");
            CallRecorder.pause();
            return CallRecorder.actions();
        }
    }

    /** A pipeline is made, mended after everything that we can mend, and taken away, ours and one in others' bucket. */
    private Set<String> everyCallOfThePipeline() throws Exception {
        moto().allowEverything();
        issue("watched");
        try (PipelineAccount account = new PipelineAccount(url())) {
            CallRecorder.start();
            pipeline("apply", "--yes");
            CallRecorder.pause();
            PipelineBreaks.all().stream()
                    .filter(one -> !one.says().contains("missing")) // what is mended, and not made anew
                    .forEach(one -> one.how().accept(account));
            CallRecorder.resume();
            pipeline("apply", "--yes");
            pipeline("remove", "--yes");
            CallRecorder.pause();
            account.s3.createBucket(r -> r.bucket("night-" + ACCOUNT + "-us-east-1"));
            CallRecorder.resume();
            pipeline("apply", "--yes", "--adopt", "--name", "night", "--only", "trail-logs");
            pipeline("remove", "--yes", "--adopt", "--name", "night", "--only", "trail-logs");
            CallRecorder.pause();
        }
        return CallRecorder.actions();
    }

    private void pipeline(String verb, String... more) {
        List<String> line = new ArrayList<>(List.of("pipeline", verb, "--account", "prod", "--region", "eu-west-1"));
        line.addAll(List.of("--subscribe", "email:soc@example.com"));
        line.addAll(List.of(more));
        run(line.toArray(String[]::new));
    }

    /** Every way to AWS that the server has. */
    private Set<String> everyCallOfTheServer() throws Exception {
        Set<String> calls = new TreeSet<>();
        try (LookupEventsStub stub = new LookupEventsStub()) { // moto has no event history
            CallRecorder.start(stub.url());
            new EventHistory(new AwsAccounts(Clock.systemUTC(), request -> {}), of -> {})
                    .lookup(managed(stub.url()), "us-east-1", Instant.EPOCH, Instant.EPOCH, record -> {});
            CallRecorder.pause();
            calls.addAll(CallRecorder.actions());
        }
        calls.addAll(everyCallAboutServices());
        moto().allowEverything();
        try (PipelineAccount account = new PipelineAccount(url())) {
            account.sns.createTopic(r -> r.name("watch"));
            String queue = account.sqs.createQueue(r -> r.queueName("watch")).queueUrl();
            account.sqs.createQueue(r -> r.queueName("watch-dead"));
            account.sqs.sendMessage(
                    r -> r.queueUrl(queue).messageBody("{\"s3Bucket\":\"none-such\",\"s3ObjectKey\":[\"x\"]}"));
            account.sqs.sendMessage(r -> r.queueUrl(queue).messageBody("{\"detail-type\":\"x\",\"detail\":{}}"));
            CallRecorder.start();
            readQueue();
            askForLastUse();
            confirmSubscription();
            CallRecorder.pause();
            calls.addAll(CallRecorder.actions());
        }
        return calls;
    }

    /** Holds a message until its being hidden is extended. */
    private static void readQueue() throws InterruptedException {
        try (PipelineQueue queue = new PipelineQueue(
                where(),
                new AwsAccounts(Clock.systemUTC(), request -> {}),
                new MemoryLedger(),
                Clock.systemUTC(),
                new PipelineQueue.Timing(Duration.ZERO, Duration.ofSeconds(1)))) {
            queue.poll(batch -> {
                long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                while (!CallRecorder.calls().contains("sqs:ChangeMessageVisibility") && System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                return new Outcome.Done();
            });
        }
    }

    private static Located where() {
        return new Located(
                managed(url()),
                new InstalledPipeline(
                        new Site(ACCOUNT, "aws", "us-east-1", List.of(), "watch"),
                        List.of(),
                        new Choice(true, true, false, false),
                        Instant.EPOCH));
    }

    /** moto has no answer to these. */
    private static Set<String> everyCallAboutServices() throws Exception {
        try (MotoWithStubs stub = new MotoWithStubs(url())) {
            stub.answer("GenerateServiceLastAccessedDetails", 200, ServicesSourceStubTest.JOB);
            stub.answer("GetServiceLastAccessedDetails", 200, ServicesSourceStubTest.DETAILS);
            Located where = new Located(managed(stub.url()), where().pipeline());
            MemoryLedger ledger = ledgerWithAToken();
            CallRecorder.start(stub.url());
            try (ServicesSource source = new ServicesSource(
                    where, new AwsAccounts(Clock.systemUTC(), request -> {}), ledger, Clock.systemUTC(), of -> {})) {
                source.poll(new RecordSource.Sink() {
                    @Override
                    public Outcome offer(RecordBytes batch) {
                        return new Outcome.Done();
                    }

                    @Override
                    public Outcome offer(LastUse use) {
                        return new Outcome.Done();
                    }
                });
            }
            CallRecorder.pause();
            return CallRecorder.actions();
        }
    }

    private static void confirmSubscription() {
        MemoryLedger ledger = new MemoryLedger();
        ledger.change(stores -> {
            stores.accounts().put(where().account());
            stores.pipelines().put(where().pipeline());
        });
        new TopicNotices(ledger, new AwsAccounts(Clock.systemUTC(), request -> {}), Clock.systemUTC())
                .confirm(where().pipeline().site().topicArn(), "2336412f37");
    }

    private static void askForLastUse() throws InterruptedException {
        MemoryLedger ledger = ledgerWithAToken();
        try (LastUsedSource source = new LastUsedSource(
                where(), new AwsAccounts(Clock.systemUTC(), request -> {}), ledger, Clock.systemUTC(), of -> {})) {
            source.poll(batch -> new Outcome.Done());
        }
    }

    private static MemoryLedger ledgerWithAToken() {
        MemoryLedger ledger = new MemoryLedger();
        CanaryToken local = Example.token();
        CanaryToken token = new CanaryToken(
                local.id(),
                local.label(),
                new AwsAccount(ACCOUNT),
                local.identity(),
                local.keys(),
                local.stewardship(),
                local.facts());
        ledger.change(stores -> stores.tokens().add(token));
        return ledger;
    }

    private static ManagedAccount managed(URI endpoint) {
        return new ManagedAccount(
                "stub",
                new AwsAccount(ACCOUNT),
                new AccountAccess("prod", null, null, "us-east-1", endpoint),
                "/batch/",
                new DecoyTag("CostUnit", "4711"),
                Instant.EPOCH);
    }

    private static final String DENY_ALL = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\","
            + "\"Action\":\"*\",\"Resource\":\"*\"}]}";

    private void stray(String name) {
        iam().createUser(r -> r.userName(name)
                .path("/batch/")
                .tags(Tag.builder().key("CostUnit").value("4711").build()));
        iam().createAccessKey(r -> r.userName(name));
    }

    private void issue(String name) {
        String[] line = new String[5 + STEWARD.length];
        System.arraycopy(new String[] {"token", "issue", name, "--account", "prod"}, 0, line, 0, 5);
        System.arraycopy(STEWARD, 0, line, 5, STEWARD.length);
        run(line);
    }

    private void run(String... line) {
        Program.Result result = program().run(line);
        assertThat(result.code())
                .as(String.join(" ", line) + ": " + result.err())
                .isIn(Exit.OK, Exit.INCOMPLETE);
    }

    private JsonNode policy(String... more) throws IOException {
        String[] line = new String[4 + more.length];
        System.arraycopy(new String[] {"guardrail", "manager-policy", "--account", "prod"}, 0, line, 0, 4);
        System.arraycopy(more, 0, line, 4, more.length);
        Program.Result result = program().run(line);
        assertThat(result.code()).as(result.err()).isEqualTo(Exit.OK);
        return JSON.readTree(result.out());
    }

    private static Set<String> actions(JsonNode policy) {
        Set<String> actions = new TreeSet<>();
        for (JsonNode statement : statements(policy)) {
            JsonNode action = statement.get("Action");
            if (action.isTextual()) {
                actions.add(action.asText());
            }
            action.forEach(one -> actions.add(one.asText()));
        }
        return actions;
    }

    /** One statement is written without its array. */
    private static Iterable<JsonNode> statements(JsonNode policy) {
        JsonNode statements = policy.get("Statement");
        return statements.isArray() ? statements : java.util.List.of(statements);
    }

    @Test
    void policy_ofAllDuties_allowsWhatWeCallAndNothingElse() throws Exception {
        Set<String> needed = everyCallThatWeMake();
        needed.addAll(everyCallOfThePipeline());
        needed.addAll(everyCallOfTheServer());
        needed = Permissions.of(needed);
        needed.addAll(actions(policy("--for", "auditor"))); // AuditVerbTest compares these with the calls of an audit
        needed.addAll(Permissions.ASKED_FOR_TOO);
        Set<String> allowed = actions(policy());
        assertThat(without(needed, allowed)).as("made and not allowed").isEmpty();
        assertThat(without(allowed, needed)).as("allowed and not made").isEmpty();
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> left = new TreeSet<>(some);
        left.removeAll(others);
        return left;
    }

    @Test
    void policy_onWhatItChanges_isLimitedToDecoysAndToThePartsOfPipelines() throws Exception {
        profile("prod", "iam:*");
        add("prod");
        assertThat(resources(policy()))
                .containsExactlyInAnyOrder(
                        "*",
                        "arn:aws:iam::123456789012:user/batch/*",
                        "arn:aws:iam::123456789012:*", // read only
                        "arn:aws:sqs:*:123456789012:*", // read only
                        "arn:aws:s3:::*/AWSLogs/123456789012/CloudTrail/*", // read only
                        "arn:aws:cloudtrail:*:123456789012:trail/activity-watch*",
                        "arn:aws:logs:*:123456789012:log-group:activity-watch*",
                        "arn:aws:cloudwatch:*:123456789012:alarm:activity-watch",
                        "arn:aws:sns:*:123456789012:activity-watch",
                        "arn:aws:sqs:*:123456789012:activity-watch*",
                        "arn:aws:events:*:123456789012:event-bus/activity-watch",
                        "arn:aws:events:*:123456789012:rule/activity-watch*",
                        "arn:aws:s3:::activity-watch-123456789012-*",
                        "arn:aws:iam::123456789012:role/activity-watch-*");
        for (JsonNode statement : statements(policy())) {
            String resource = statement.get("Resource").asText();
            if (resource.equals("*") || resource.endsWith(":*") || resource.contains("CloudTrail")) {
                assertThat(statement.get("Action").toString())
                        .doesNotContain(
                                "Create", "DeleteR", "DeleteU", "Put", "Attach", "Set", "Tag\"", "TagResource\"");
            }
        }
        assertThat(resources(policy("--for", "installer", "--pipeline", "night", "--pipeline", "day")))
                .contains("arn:aws:sns:*:123456789012:night", "arn:aws:sns:*:123456789012:day")
                .noneMatch(resource -> resource.contains("activity-watch"));
    }

    private static List<String> resources(JsonNode policy) {
        List<String> resources = new ArrayList<>();
        for (JsonNode statement : statements(policy)) {
            JsonNode resource = statement.get("Resource");
            if (resource.isTextual()) {
                resources.add(resource.asText());
            }
            resource.forEach(one -> resources.add(one.asText()));
        }
        return resources;
    }

    @Test
    void policy_whereAChannelWritesIntoABucket_letsWhoeverWritesIt() throws Exception {
        profile("prod", "iam:*", "s3:*");
        add("prod");
        assertThat(actions(policy("--for", "server"))).doesNotContain("s3:PutObject");
        moto().allowEverything();
        try (PipelineAccount account = new PipelineAccount(url())) {
            account.s3.createBucket(r -> r.bucket("findings"));
        }
        String channel = "  - {type: ocsf-s3, name: %s, bucket: findings, prefix: %s, region: us-east-1,"
                + " profile: %s, endpoint: \"" + url() + "\"}\n";
        Files.writeString(
                folder.resolve("home").resolve("config.yaml"),
                "channels:\n" + channel.formatted("ours", "kc/", "prod"));
        CallRecorder.start();
        run("alert", "test");
        CallRecorder.pause();
        assertThat(CallRecorder.actions()).containsExactly("s3:PutObject");
        Files.writeString(
                folder.resolve("home").resolve("config.yaml"),
                channel.formatted("other", "x/", "audit"),
                StandardOpenOption.APPEND);
        assertThat(actions(policy("--for", "server"))).contains("s3:PutObject");
        assertThat(resources(policy("--for", "server")))
                .contains("arn:aws:s3:::findings/kc/*")
                .doesNotContain("arn:aws:s3:::findings/x/*");
        assertThat(actions(policy("--for", "archiver"))).containsExactly("s3:PutObject");
        assertThat(resources(policy("--for", "archiver")))
                .containsExactly("arn:aws:s3:::findings/kc/*", "arn:aws:s3:::findings/x/*");
    }

    @Test
    void policy_ofTheAuditor_changesNothing() throws Exception {
        profile("prod", "iam:*");
        add("prod");
        assertThat(actions(policy("--for", "auditor")))
                .isNotEmpty()
                .allMatch(
                        action -> action.matches("\\w+:(Get|List|Describe|Simulate)\\w+|iam:GenerateCredentialReport"));
        assertThat(actions(policy("--for", "installer"))).contains("iam:CreateUser");
        assertThat(actions(policy("--for", "server")))
                .containsAll(actions(policy("--for", "auditor"))) // it audits by schedule
                .contains("cloudtrail:LookupEvents", "sqs:ReceiveMessage", "s3:GetObject")
                .doesNotContain("iam:CreateUser", "sqs:SendMessage");
    }

    @Test
    void policy_whereAChannelReportsToTheAccount_letsTheServerImportFindings() throws Exception {
        profile("prod", "iam:*", "securityhub:*");
        add("prod");
        assertThat(actions(policy("--for", "server"))).doesNotContain("securityhub:BatchImportFindings");
        Files.writeString(
                folder.resolve("home").resolve("config.yaml"),
                "channels:\n  - {type: security-hub, name: hub, account: \"123456789012\", region: eu-west-1,"
                        + " profile: prod, endpoint: \"" + url() + "\"}\n");
        CallRecorder.start();
        run("alert", "test");
        CallRecorder.pause();

        assertThat(CallRecorder.actions()).containsExactly("securityhub:BatchImportFindings");
        assertThat(actions(policy("--for", "server"))).contains("securityhub:BatchImportFindings");
        assertThat(policy("--for", "reporter").toString())
                .contains("arn:aws:securityhub:*:123456789012:product/123456789012/default");
        assertThat(actions(policy("--for", "reporter"))).containsExactly("securityhub:BatchImportFindings");
    }
}
