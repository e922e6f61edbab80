package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The audit against moto, behind stubs for the calls that moto lacks. */
class AuditVerbTest extends MotoAccount {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DECOY = "svc-report";
    private static final String ARN = "arn:aws:iam::" + ACCOUNT + ":user/batch/" + DECOY;
    private static final String NAME = "activity-watch";
    private static final Set<String> RESOURCES = Set.of("resource-grant", "key-grant", "open-to-all");

    private MotoWithStubs aws;
    private PipelineAccount account;
    private AuditedResources resources;
    private Program program;

    @BeforeEach
    void trapThatIsSet() throws IOException {
        aws = new MotoWithStubs(url());
        aws.serviceCredential();
        aws.simulator();
        aws.regions(List.of("us-east-1"), List.of("me-south-1"));
        account = new PipelineAccount(url());
        resources = new AuditedResources(account, "us-east-1");
        program = program();
        profile("prod", "AKIAQTESTTESTTESTTES", "secret");
        run(
                Exit.OK,
                "account",
                "add",
                "prod",
                "--profile",
                "prod",
                "--path",
                "/batch/",
                "--tag",
                "CostUnit=4711",
                "--endpoint-url",
                aws.url().toString());
        run(
                Exit.OK,
                "token",
                "issue",
                DECOY,
                "--account",
                "prod",
                "--owner",
                "ann",
                "--purpose",
                "trap",
                "--playbook",
                "call ann");
        run(Exit.OK, "plant", DECOY, "--as", "aws-credentials", "--snippet", "--place", "host build-7");
        run(Exit.OK, "policy", "export");
    }

    @AfterEach
    void close() throws Exception {
        account.close();
        aws.close();
    }

    private Program.Result run(int code, String... line) {
        Program.Result result = program.run(line);
        assertThat(result.code())
                .as(String.join(" ", line) + "\n" + result.out() + result.err())
                .isEqualTo(code);
        return result;
    }

    /** Checks that found something. */
    private List<String> found(String... more) {
        List<String> line = new ArrayList<>(List.of("audit", "--format", "json"));
        line.addAll(List.of(more));
        List<String> checks = new ArrayList<>();
        for (JsonNode one : lines(program.run(line.toArray(String[]::new)))) {
            if (one.get("type").asText().equals("finding")) {
                checks.add(one.get("check").asText());
            } else if (one.has("kind")) {
                assertThat(one.get("kind").asText()).as(one.toString()).isEqualTo("left-out");
            }
        }
        return checks;
    }

    private static List<JsonNode> lines(Program.Result result) {
        assertThat(result.out()).as(result.err()).isNotEmpty();
        return result.lines().stream().map(AuditVerbTest::json).toList();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    /** What somebody does, the one finding that must name it, and how it is taken back. */
    private record Break(String check, Consumer<AuditVerbTest> how, Consumer<AuditVerbTest> back) {}

    private static final String ALLOW = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",";
    private static final String ANYTHING = ALLOW + "\"Action\":\"*\",\"Resource\":\"*\"}]}";

    static String allowing(String principal, String action, String resource) {
        return ALLOW + "\"Principal\":{\"AWS\":\"" + principal + "\"},\"Action\":\"" + action + "\""
                + (resource.isEmpty() ? "" : ",\"Resource\":\"" + resource + "\"") + "}]}";
    }

    private static List<Break> breaks() {
        List<Break> all = new ArrayList<>();
        all.add(new Break(
                "inline-policy",
                t -> t.iam()
                        .putUserPolicy(r -> r.userName(DECOY).policyName("p").policyDocument(ANYTHING)),
                t -> t.iam().deleteUserPolicy(r -> r.userName(DECOY).policyName("p"))));
        all.add(new Break(
                "attached-policy",
                t -> t.iam().attachUserPolicy(r -> r.userName(DECOY).policyArn(t.policy())),
                t -> t.iam().detachUserPolicy(r -> r.userName(DECOY).policyArn(t.policy))));
        all.add(new Break("group-member", t -> t.join(false), t -> t.leave()));
        all.add(new Break("group-policy", t -> t.join(true), t -> t.leave()));
        all.add(new Break(
                "password",
                t -> t.iam().createLoginProfile(r -> r.userName(DECOY).password("Xx-1234567890")),
                t -> t.iam().deleteLoginProfile(r -> r.userName(DECOY))));
        all.add(new Break(
                "ssh-key",
                t -> t.sshKey = t.iam()
                        .uploadSSHPublicKey(r -> r.userName(DECOY).sshPublicKeyBody("ssh-rsa AAAA x"))
                        .sshPublicKey()
                        .sshPublicKeyId(),
                t -> t.iam().deleteSSHPublicKey(r -> r.userName(DECOY).sshPublicKeyId(t.sshKey))));
        all.add(new Break(
                "mfa",
                t -> t.enableMfa(),
                t -> t.iam().deactivateMFADevice(r -> r.userName(DECOY).serialNumber(t.mfa))));
        all.add(new Break("service-credential", t -> t.aws.serviceCredential(DECOY), t -> t.aws.serviceCredential()));
        all.add(new Break("action-allowed", t -> t.aws.simulator("s3:ListAllMyBuckets"), t -> t.aws.simulator()));
        all.add(new Break("key-inactive", t -> t.status(StatusType.INACTIVE), t -> t.status(StatusType.ACTIVE)));
        all.add(new Break(
                "key-unknown",
                t -> t.extraKey = t.iam()
                        .createAccessKey(r -> r.userName(DECOY))
                        .accessKey()
                        .accessKeyId(),
                t -> t.iam().deleteAccessKey(r -> r.userName(DECOY).accessKeyId(t.extraKey))));
        Tag tag = Tag.builder().key("CostUnit").value("4711").build();
        all.add(new Break(
                "tag-missing",
                t -> t.iam().untagUser(r -> r.userName(DECOY).tagKeys("CostUnit")),
                t -> t.iam().tagUser(r -> r.userName(DECOY).tags(tag))));
        all.add(new Break(
                "stray-user",
                t -> t.iam().createUser(r -> r.userName("stray").path("/batch/").tags(tag)),
                t -> t.iam().deleteUser(r -> r.userName("stray"))));
        all.add(new Break(
                "shared-path",
                t -> t.iam().createUser(r -> r.userName("ann").path("/batch/")),
                t -> t.iam().deleteUser(r -> r.userName("ann"))));
        all.add(new Break(
                "role-trust",
                t -> t.iam()
                        .createRole(r ->
                                r.roleName("deploy").assumeRolePolicyDocument(allowing(ARN, "sts:AssumeRole", ""))),
                t -> t.iam().deleteRole(r -> r.roleName("deploy"))));
        all.add(new Break(
                "resource-grant", t -> t.bucket(ARN), t -> t.account.s3.deleteBucket(r -> r.bucket("files"))));
        all.add(new Break("open-to-all", t -> t.bucket("*"), t -> t.account.s3.deleteBucket(r -> r.bucket("files"))));
        all.add(new Break(
                "resource-grant", t -> t.queue(ARN), t -> t.account.sqs.deleteQueue(r -> r.queueUrl(t.queue))));
        all.add(new Break("resource-grant", t -> t.resources.key(ARN), t -> t.resources.deleteKey()));
        all.add(new Break("open-to-all", t -> t.resources.key("*"), t -> t.resources.deleteKey()));
        all.add(new Break("key-grant", t -> t.resources.keyGrant(ARN), t -> t.resources.revokeGrant()));
        all.add(new Break("resource-grant", t -> t.resources.secret(ARN), t -> t.resources.deleteSecret()));
        all.add(new Break("open-to-all", t -> t.resources.secret("*"), t -> t.resources.deleteSecret()));
        all.add(new Break("resource-grant", t -> t.resources.function(ARN), t -> t.resources.deleteFunction()));
        all.add(new Break("open-to-all", t -> t.resources.function("*"), t -> t.resources.deleteFunction()));
        return all;
    }

    private String policy = "";
    private String sshKey = "";
    private String mfa = "";
    private String extraKey = "";
    private String queue = "";

    private String policy() {
        policy = iam().createPolicy(r -> r.policyName("mine").policyDocument(ANYTHING))
                .policy()
                .arn();
        return policy;
    }

    private void join(boolean withPolicy) {
        iam().createGroup(r -> r.groupName("devs"));
        if (withPolicy) {
            iam().putGroupPolicy(r -> r.groupName("devs").policyName("p").policyDocument(ANYTHING));
        }
        iam().addUserToGroup(r -> r.groupName("devs").userName(DECOY));
    }

    private void leave() {
        iam().removeUserFromGroup(r -> r.groupName("devs").userName(DECOY));
        iam().listGroupPolicies(r -> r.groupName("devs"))
                .policyNames()
                .forEach(
                        name -> iam().deleteGroupPolicy(r -> r.groupName("devs").policyName(name)));
        iam().deleteGroup(r -> r.groupName("devs"));
    }

    private void enableMfa() {
        mfa = iam().createVirtualMFADevice(r -> r.virtualMFADeviceName("phone"))
                .virtualMFADevice()
                .serialNumber();
        iam().enableMFADevice(r -> r.userName(DECOY)
                .serialNumber(mfa)
                .authenticationCode1("123456")
                .authenticationCode2("234567"));
    }

    private void status(StatusType status) {
        String key = iam().listAccessKeys(r -> r.userName(DECOY))
                .accessKeyMetadata()
                .getFirst()
                .accessKeyId();
        iam().updateAccessKey(r -> r.userName(DECOY).accessKeyId(key).status(status));
    }

    private void bucket(String principal) {
        account.s3.createBucket(r -> r.bucket("files"));
        account.s3.putBucketPolicy(
                r -> r.bucket("files").policy(allowing(principal, "s3:GetObject", "arn:aws:s3:::files/*")));
    }

    private void queue(String principal) {
        queue = account.sqs.createQueue(r -> r.queueName("jobs")).queueUrl();
        account.sqs.setQueueAttributes(r -> r.queueUrl(queue)
                .attributes(Map.of(QueueAttributeName.POLICY, allowing(principal, "sqs:SendMessage", "*"))));
    }

    @Test
    void trap_inWhichOneThingAfterTheOtherIsBroken_hasExactlyTheFindingThatNamesIt() {
        String[] quick = {"--leave-out", "pipeline,guardrail"};
        String[] quicker = {"--leave-out", "pipeline,guardrail,resources"};
        resources.healthy();
        assertThat(found(quick)).as("as it was issued").isEmpty();
        for (Break one : breaks()) {
            one.how().accept(this);
            assertThat(found(RESOURCES.contains(one.check()) ? quick : quicker))
                    .as(one.check())
                    .containsExactly(one.check());
            one.back().accept(this);
        }
        assertThat(found(quick)).as("all taken back").isEmpty();
    }

    @Test
    void permissionForKeys_thatIsMissing_makesTheResourcesIncompleteAlone() {
        resources.healthy();
        resources.secret(ARN);
        aws.refuse("ListKeys", 400, "AccessDeniedException", "not authorized to perform: kms:ListKeys on resource: *");
        Program.Result audited = run(Exit.INCOMPLETE, "audit", "--leave-out", "pipeline,guardrail");
        assertThat(audited.out())
                .contains("there is no permission for kms:ListKeys", "[resource-grant]")
                .containsOnlyOnce("NOT SEEN");
    }

    @Test
    void permission_thatIsMissing_isNamed_andTheAuditIsIncomplete() {
        aws.deny("ListSSHPublicKeys");
        Program.Result partly = run(Exit.INCOMPLETE, "audit", "--leave-out", "pipeline,guardrail");
        assertThat(partly.out())
                .contains("NOT SEEN", "SSH public keys", "iam:ListSSHPublicKeys", "as far as could be seen");
        assertThat(run(Exit.INCOMPLETE, "audit", DECOY).out()).contains("iam:ListSSHPublicKeys");
        run(Exit.OK, "audit", "--leave-out", "pipeline,guardrail,ssh-keys");

        aws.leaveToMoto("SimulatePrincipalPolicy");
        Program.Result without = run(Exit.INCOMPLETE, "audit", "--leave-out", "pipeline,guardrail,ssh-keys");
        assertThat(without.out()).contains("NOT SEEN", "policy simulator", "iam:SimulatePrincipalPolicy");
        assertThat(run(Exit.INCOMPLETE, "audit", DECOY).out()).contains("iam:SimulatePrincipalPolicy");
        run(Exit.OK, "audit", "--leave-out", "pipeline,guardrail,ssh-keys,simulator");

        aws.deny("GetAccountAuthorizationDetails");
        assertThat(run(Exit.REFUSED, "audit", "--account", "prod").err())
                .contains("iam:GetAccountAuthorizationDetails");
        assertThat(run(Exit.INCOMPLETE, "audit").out()).contains("NOT SEEN", "account prod");
    }

    @Test
    void pipeline_withoutARegion_whereOneIsSwitchedOnLater_isTold() {
        aws.regions(List.of("us-east-1", "eu-west-1"), List.of("me-south-1"));
        run(
                Exit.OK,
                "pipeline",
                "apply",
                "--account",
                "prod",
                "--region",
                "us-east-1",
                "--only",
                "eventbridge",
                "--yes");
        assertThat(found("--leave-out", "guardrail,resources")).containsExactly("pipeline-region");
        assertThat(run(Exit.FOUND, "audit", "--leave-out", "guardrail,resources")
                        .out())
                .contains("calls can be made in eu-west-1", "pipeline apply --account prod --region eu-west-1");
    }

    @Test
    void account_inNoOrganisation_isNotTakenForGuarded() {
        assertThat(run(Exit.INCOMPLETE, "audit", "--leave-out", "pipeline").out())
                .contains("NOT SEEN", "service control policies", "--leave-out guardrail");
        try (OrganizationsClient organizations = account.client(OrganizationsClient.builder(), "us-east-1")) {
            organizations.createOrganization(r -> r.featureSet("ALL"));
        }
        assertThat(found("--leave-out", "pipeline")).containsExactly("management-account");
    }

    @Test
    void account_inAnOrganisation_isGuardedByAPolicyOfItsPath() {
        aws.member("{\"Statement\":[{\"Effect\":\"Deny\",\"Resource\":\"arn:aws:iam::*:user/batch/*\"}]}");
        assertThat(found("--leave-out", "pipeline")).isEmpty();
        aws.member("{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}");
        assertThat(found("--leave-out", "pipeline")).containsExactly("guardrail");
    }

    @Test
    void calls_areThoseOfTheAuditorsPolicy_andNoOthers() {
        String[] apply = {
            "pipeline",
            "apply",
            "--account",
            "prod",
            "--region",
            "eu-west-1",
            "--subscribe",
            "email:soc@example.com",
            "--yes"
        };
        run(Exit.OK, apply);
        aws.member("{}");
        resources.healthy();
        String elsewhere = new AuditedResources(account, "eu-west-1").secret(ARN);
        CallRecorder.start(aws.url());
        assertThat(program.run("audit").out())
                .as("in another region of the pipeline")
                .contains("the policy of " + elsewhere + " allows the user something");
        program.run("audit", DECOY);
        CallRecorder.pause();
        account.trails.deleteTrail(r -> r.name(NAME));
        CallRecorder.resume();
        program.run("audit");
        CallRecorder.pause();
        Set<String> called = Permissions.of(CallRecorder.actions());
        Set<String> allowed = new TreeSet<>();
        json(String.join(
                        "",
                        run(Exit.OK, "guardrail", "manager-policy", "--account", "prod", "--for", "auditor")
                                .lines()))
                .findValues("Action")
                .forEach(actions -> actions.forEach(action -> allowed.add(action.asText())));
        assertThat(allowed).isEqualTo(called);
        everyCallIsOurs();
    }

    @Test
    void report_thatCannotBeHad_isMadeUpForByCallsForEachUser() {
        aws.deny("GenerateCredentialReport");
        iam().createLoginProfile(r -> r.userName(DECOY).password("Xx-1234567890"));
        assertThat(found("--leave-out", "pipeline,guardrail")).containsExactly("password");
    }

    @Test
    void formats_writeTheSameFindings() {
        iam().putUserPolicy(r -> r.userName(DECOY).policyName("<p>").policyDocument(ANYTHING));
        JsonNode ocsf = lines(program.run("audit", DECOY, "--format", "ocsf")).getFirst();
        assertThat(ocsf.get("class_uid").asInt()).isEqualTo(2003);
        assertThat(ocsf.get("compliance").get("status_id").asInt()).isEqualTo(3);
        assertThat(ocsf.get("compliance").get("control").asText()).isEqualTo("inline-policy");
        assertThat(program.run("audit", DECOY.toUpperCase(Locale.ROOT), "--format", "html")
                        .out())
                .contains("<td>inline-policy</td>")
                .contains("&lt;p&gt;")
                .doesNotContain("<p>p");
    }

    @Test
    void account_withoutItsPipeline_orWithABrokenOne_saysSo() {
        assertThat(found("--leave-out", "guardrail")).containsExactly("pipeline-none");
        String mail = "email:soc@example.com";
        run(Exit.OK, "pipeline", "apply", "--account", "prod", "--region", "us-east-1", "--subscribe", mail, "--yes");
        assertThat(found("--leave-out", "guardrail")).isEmpty();
        account.trails.stopLogging(r -> r.name(NAME));
        account.alarms.deleteAlarms(r -> r.alarmNames(NAME));
        account.home.disableRule(r -> r.name(NAME + "-path-1"));
        Program.Result broken = program.run("audit", "--leave-out", "guardrail");
        assertThat(broken.code()).isEqualTo(Exit.FOUND);
        assertThat(broken.out())
                .contains("trail " + NAME + ": ", "alarm " + NAME + " is missing", "DISABLED", "[pipeline-broken]");
    }
}
