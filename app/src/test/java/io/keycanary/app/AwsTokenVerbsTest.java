package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.aws.AwsAccounts;
import io.keycanary.cli.Exit;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.TokenIssuer;
import io.keycanary.token.TokenIssuerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.sts.StsClient;

/** Tokens in an AWS account, by the verbs, against moto, which checks keys, signatures and permissions. */
class AwsTokenVerbsTest extends MotoAccount {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Tag MARK = Tag.builder().key("CostUnit").value("4711").build();

    /** The contract of every issuer, on moto. */
    @Nested
    class Contract extends TokenIssuerContract {
        private @Nullable TokenIssuer made;

        @Override
        protected TokenIssuer issuer() {
            TokenIssuer present = made == null ? open() : made;
            made = present;
            return present;
        }

        private TokenIssuer open() {
            profile("prod", "any", "any");
            ManagedAccount account = new ManagedAccount(
                    "prod",
                    new AwsAccount(ACCOUNT),
                    new AccountAccess("prod", null, null, "us-east-1", url()),
                    "/batch/",
                    new DecoyTag("CostUnit", "4711"),
                    Instant.EPOCH);
            return new AwsAccounts(Clock.systemUTC(), request -> {}).issuer(account);
        }

        @Override
        protected String path() {
            return "/batch/";
        }

        @Override
        protected boolean keepsUsers() {
            return true;
        }
    }

    private void account(String... actions) throws Exception {
        configure("owner: ann\n  purpose: trap\n  playbook: call ann\n  naming: 'svc-{word}-{word}-{hex:4}'");
        profile("prod", actions);
        assertThat(add("prod", "--tag", "CostUnit=4711").err()).isEmpty();
    }

    private void configure(String issue) throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("home/config.yaml"), "issue:\n  " + issue + "\n");
    }

    private Program.Result issue(String... more) {
        List<String> line = new ArrayList<>(List.of("token", "issue", "--account", "prod"));
        line.addAll(List.of(more));
        return program().run(line.toArray(String[]::new));
    }

    private JsonNode json(String... line) throws IOException {
        List<String> all = new ArrayList<>(List.of(line));
        all.addAll(List.of("--format", "json"));
        Program.Result result = program().run(all.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isEqualTo(Exit.OK);
        return JSON.readTree(result.out());
    }

    private List<User> decoys() {
        return iam().listUsers(r -> r.pathPrefix("/batch/")).users();
    }

    private List<String> keysOf(String user) {
        return iam().listAccessKeys(r -> r.userName(user)).accessKeyMetadata().stream()
                .map(key -> key.accessKeyId())
                .toList();
    }

    @Test
    void issued_isAUserWithPathTagAndOneKeyAndNothingElse() throws Exception {
        account("iam:*");
        CallRecorder.start();
        JsonNode token = json("token", "issue", "svc-report", "--account", "prod");
        CallRecorder.pause();
        assertThat(CallRecorder.calls())
                .containsExactly("iam:GetAccountSummary", "iam:CreateUser", "iam:CreateAccessKey");
        assertThat(token.get("userArn").asText()).isEqualTo("arn:aws:iam::123456789012:user/batch/svc-report");
        assertThat(token.get("owner").asText()).isEqualTo("ann");
        assertThat(token.get("state").asText()).isEqualTo("ISSUED");
        User user = iam().getUser(r -> r.userName("svc-report")).user();
        assertThat(user.path()).isEqualTo("/batch/");
        assertThat(user.userId()).isEqualTo(token.get("principalId").asText());
        assertThat(user.tags()).containsExactly(MARK);
        assertThat(keysOf("svc-report")).containsExactly(token.at("/keys/0/id").asText());
        assertThat(iam().listAttachedUserPolicies(r -> r.userName("svc-report")).attachedPolicies())
                .isEmpty();
        assertThat(iam().listUserPolicies(r -> r.userName("svc-report")).policyNames())
                .isEmpty();
        assertThatThrownBy(() -> iam().getLoginProfile(r -> r.userName("svc-report")))
                .isInstanceOf(NoSuchEntityException.class);
        everyCallIsOurs();
    }

    @Test
    void issuedKey_worksAndMayDoNothing() throws Exception {
        account("iam:*");
        json("token", "issue", "svc-report", "--account", "prod");
        JsonNode key = json("token", "reveal", "svc-report");
        StaticCredentialsProvider decoy = StaticCredentialsProvider.create(AwsBasicCredentials.create(
                key.get("accessKeyId").asText(), key.get("secretAccessKey").asText()));
        try (StsClient sts = StsClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .region(Region.US_EAST_1)
                        .endpointOverride(url())
                        .credentialsProvider(decoy)
                        .build();
                IamClient iam = IamClient.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .region(Region.US_EAST_1)
                        .endpointOverride(url())
                        .credentialsProvider(decoy)
                        .build()) {
            assertThat(sts.getCallerIdentity().arn()).endsWith("svc-report");
            assertThatThrownBy(iam::listUsers)
                    .isInstanceOfSatisfying(
                            IamException.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void issue_withoutSomebodyWhoAnswersForIt_isRefusedBeforeAnyCall() throws Exception {
        profile("prod", "iam:*");
        add("prod");
        CallRecorder.start();
        Program.Result refused = issue("svc-report", "--owner", "ann", "--purpose", "trap");
        CallRecorder.pause();
        assertThat(refused.err()).contains("--playbook", "issue.playbook");
        assertThat(refused.code()).isEqualTo(Exit.USAGE);
        assertThat(CallRecorder.calls()).isEmpty();
        assertThat(issue("svc-report", "--path", "/other/").code()).isEqualTo(Exit.USAGE);
    }

    @Test
    void issue_nameOfARealUser_leavesItAndRecordsNothing() throws Exception {
        account("iam:*");
        iam().createUser(r -> r.userName("svc-report").path("/batch/"));
        Program.Result taken = issue("svc-report");
        assertThat(taken.err()).contains("has a user svc-report already");
        assertThat(taken.code()).isEqualTo(Exit.USAGE);
        assertThat(program().run("token", "list").out()).isEmpty();
        assertThat(keysOf("svc-report")).isEmpty();
        assertThat(issue("decoy-legacy-svc").err()).contains("see through", "published article");
    }

    @Test
    void issue_noRoom_isRefused() throws Exception {
        account("iam:*");
        Program.Result full = issue("--count", "5000");
        assertThat(full.err()).contains("has 2 users and may have 5000", "spread the tokens over accounts");
        assertThat(full.code()).isEqualTo(Exit.REFUSED);
        assertThat(decoys()).isEmpty();
    }

    @Test
    void issue_deniedHalfWay_isFinishedByReconcile() throws Exception {
        account("iam:GetAccountSummary", "iam:CreateUser", "iam:TagUser");
        Program.Result denied = issue("svc-report");
        assertThat(denied.err()).contains("no permission for iam:CreateAccessKey");
        assertThat(denied.code()).isEqualTo(Exit.REFUSED);
        assertThat(program().run("token", "list").out()).contains("PENDING");
        iam().putUserPolicy(r -> r.userName("prod")
                .policyName("more")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iam:*\","
                        + "\"Resource\":\"*\"}]}"));
        Program.Result shown = program().run("token", "reconcile", "--account", "prod");
        assertThat(shown.out()).contains("half-made", "user/batch/svc-report");
        assertThat(shown.code()).isEqualTo(Exit.FOUND);
        iam().createAccessKey(r -> r.userName("svc-report")); // as if the answer had been lost

        Program.Result finished = program().run("token", "reconcile", "--account", "prod", "--finish");

        assertThat(finished.out()).contains("finished");
        assertThat(finished.code()).isEqualTo(Exit.OK);
        String key = json("token", "reveal", "svc-report").get("accessKeyId").asText();
        assertThat(keysOf("svc-report")).containsExactly(key);
        assertThat(json("token", "reveal", "svc-report").get("secretAccessKey").asText())
                .hasSize(40);
    }

    @Test
    void issue_deniedAtOnce_recordsNothing() throws Exception {
        account("iam:GetAccountSummary");
        assertThat(issue("svc-report").err()).contains("no permission for iam:CreateUser");
        assertThat(program().run("token", "list", "--all").out()).isEmpty();
    }

    @Test
    void rotate_makesANewKeyAndConfirmDeletesTheOld() throws Exception {
        account("iam:*");
        String old = json("token", "issue", "svc-report", "--account", "prod")
                .at("/keys/0/id")
                .asText();
        Path env = folder.resolve(".env");
        program().run("plant", "svc-report", "--as", "dotenv", "--to", env.toString());
        Program.Result rotated = program().run("token", "rotate", "svc-report");
        assertThat(rotated.out()).contains("new key AKIA", "replant", env.toString(), "--confirm");
        assertThat(keysOf("svc-report")).hasSize(2).contains(old);
        assertThat(program().run("token", "rotate", "svc-report").err()).contains("two keys", "--confirm");
        assertThat(program().run("token", "rotate", "svc-report", "--confirm").code())
                .isEqualTo(Exit.OK);
        assertThat(keysOf("svc-report")).hasSize(1).doesNotContain(old);
        assertThat(program().run("token", "index").out()).as("still watched").contains(old);
        assertThat(program().run("token", "show", old).out()).contains("svc-report");
    }

    @Test
    void retire_withAllThatCanHangOnIt_deletesTheUserAndKeepsWatching() throws Exception {
        account("iam:*");
        JsonNode token = json("token", "issue", "svc-report", "--account", "prod");
        String arn = iam().createPolicy(r -> r.policyName("AWSCompromisedKeyQuarantineV9")
                        .policyDocument(
                                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\","
                                        + "\"Resource\":\"*\"}]}"))
                .policy()
                .arn();
        iam().attachUserPolicy(r -> r.userName("svc-report").policyArn(arn));
        iam().putUserPolicy(
                        r -> r.userName("svc-report")
                                .policyName("p")
                                .policyDocument(
                                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}"));
        iam().createLoginProfile(r -> r.userName("svc-report").password("Xx-1234567890"));

        Program.Result retired = program().run("token", "retire", "svc-report");

        assertThat(retired.err()).isEmpty();
        assertThat(decoys()).isEmpty();
        assertThat(program().run("token", "list", "--all").out()).contains("RETIRED");
        assertThat(program().run("token", "index").out())
                .contains(
                        token.at("/keys/0/id").asText(),
                        token.get("principalId").asText());
        assertThat(program().run("account", "remove", "prod").code()).isEqualTo(Exit.OK);
    }

    @Test
    void retire_userWithoutOurTag_isLeft() throws Exception {
        account("iam:*");
        json("token", "issue", "svc-report", "--account", "prod");
        iam().untagUser(r -> r.userName("svc-report").tagKeys("CostUnit"));
        Program.Result refused = program().run("token", "retire", "svc-report");
        assertThat(refused.err()).contains("does not bear the tag CostUnit=4711");
        assertThat(refused.code()).isEqualTo(Exit.REFUSED);
        assertThat(decoys()).hasSize(1);
        assertThat(program().run("account", "remove", "prod").err()).contains("holds 1 token");
        assertThat(program().run("token", "retire", "svc-report", "--keep-user").code())
                .isEqualTo(Exit.OK);
    }

    @Test
    void reconcile_strays_areAdoptedOrRemovedByTag() throws Exception {
        account("iam:*");
        iam().createUser(r -> r.userName("lost").path("/batch/").tags(MARK));
        String key = iam().createAccessKey(r -> r.userName("lost")).accessKey().accessKeyId();
        iam().createUser(r -> r.userName("real").path("/batch/"));
        String untagged =
                iam().createAccessKey(r -> r.userName("real")).accessKey().accessKeyId();
        iam().createUser(r -> r.userName("elsewhere").path("/people/"));
        assertThat(program().run("token", "reconcile", "--account", "prod").lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("unknown"));
        Program.Result removed = program().run("token", "reconcile", "--account", "prod", "--remove");
        assertThat(removed.out()).contains("removed", "user/batch/lost", "left", "user/batch/real", "does not bear");
        assertThat(removed.code()).isEqualTo(Exit.FOUND);
        assertThat(decoys()).extracting(User::userName).containsExactly("real");
        iam().createUser(r -> r.userName("lost2").path("/batch/").tags(MARK));
        String kept =
                iam().createAccessKey(r -> r.userName("lost2")).accessKey().accessKeyId();
        program().run("token", "reconcile", "--account", "prod", "--adopt");
        assertThat(program().run("token", "index").out())
                .contains(kept, untagged)
                .doesNotContain(key);
        assertThat(program().run("token", "reconcile", "--account", "prod").code())
                .isEqualTo(Exit.OK);
    }

    @Test
    void batch_repeated_makesOnlyWhatIsMissing() throws Exception {
        account("iam:*");
        assertThat(issue("--count", "3", "--batch", "ci").out()).contains("issued 3 tokens");
        assertThat(issue("--count", "5", "--batch", "ci").out()).contains("issued 2 tokens");
        assertThat(issue("--count", "5", "--batch", "ci").out()).contains("issued 0 tokens");
        assertThat(decoys()).hasSize(5).allMatch(user -> user.userName().matches("svc-[a-z]+-[a-z]+-[0-9a-f]{4}"));
        assertThat(program().run("token", "list").out()).contains("ci-0001", "ci-0005");
        assertThat(issue("svc-x", "--count", "2").code()).isEqualTo(Exit.USAGE);
    }

    @Test
    void drill_goesToWhereTheTokenLives() throws Exception {
        account("iam:*");
        json("token", "issue", "svc-report", "--account", "prod");
        CallRecorder.start();
        Program.Result drill = program().run("drill", "svc-report", "--wait", "0");
        CallRecorder.pause();
        assertThat(CallRecorder.calls()).containsExactly("sts:GetCallerIdentity");
        assertThat(drill.out()).contains("not seen");
    }
}
