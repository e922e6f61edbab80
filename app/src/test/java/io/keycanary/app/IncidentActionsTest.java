package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.keycanary.cli.Exit;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.User;

/** Response actions with dry run, approval and undo, in an account of moto that checks every permission. */
class IncidentActionsTest extends AccountOfIncident {
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    private String realKey() {
        iam().createUser(r -> r.userName("bot"));
        return iam().createAccessKey(r -> r.userName("bot")).accessKey().accessKeyId();
    }

    private String status(String user, String key) {
        return iam().listAccessKeys(r -> r.userName(user)).accessKeyMetadata().stream()
                .filter(one -> one.accessKeyId().equals(key))
                .findFirst()
                .orElseThrow()
                .statusAsString();
    }

    @Test
    void deactivateKey_dryRunRefusalDeedAndUndo() throws Exception {
        incident("iam:*");
        String key = realKey();
        String target = "bot/" + key;
        CallRecorder.start();
        String dry = ok("incident", "act", incident, "deactivate-key", target, "--dry-run");
        CallRecorder.pause();
        assertThat(CallRecorder.calls()).containsExactly("iam:ListAccessKeys");
        assertThat(dry).contains("DRY RUN", "iam:UpdateAccessKey UserName=bot AccessKeyId=" + key + " Status=Inactive");
        Program.Result bare = run("incident", "act", incident, "deactivate-key", target);
        assertThat(bare.code()).isEqualTo(Exit.REFUSED);
        assertThat(bare.err()).contains("nothing was changed", "--confirm " + target);
        assertThat(run("incident", "act", incident, "deactivate-key", target, "--confirm", "bot")
                        .code())
                .isEqualTo(Exit.REFUSED);
        assertThat(status("bot", key)).isEqualTo("Active");
        assertThat(ok("incident", "actions", incident))
                .as("a refusal leaves nothing behind")
                .isEmpty();

        CallRecorder.start();
        assertThat(ok("incident", "act", incident, "deactivate-key", target, "--step", "real-key", "--confirm", target))
                .contains("DONE");
        CallRecorder.pause();
        assertThat(status("bot", key)).isEqualTo("Inactive");
        everyCallIsOurs();
        assertThat(ok("incident", "steps", incident)).contains("deactivate-key " + target);

        assertThat(run("incident", "undo", incident, actionId()).code()).isEqualTo(Exit.REFUSED);
        ok("incident", "undo", incident, actionId(), "--confirm", target);
        assertThat(status("bot", key)).isEqualTo("Active");
        assertThat(ok("incident", "show", incident))
                .contains("action-begin", "action-done", "action-undo", "action-undone");
        assertThat(run("incident", "undo", incident, actionId(), "--confirm", target)
                        .err())
                .contains("UNDONE");
    }

    @Test
    void deactivateKey_alreadyInactive_staysSoAfterUndo() throws Exception {
        incident("iam:*");
        String key = realKey();
        iam().updateAccessKey(r -> r.userName("bot").accessKeyId(key).status("Inactive"));
        ok("incident", "act", incident, "deactivate-key", "bot/" + key, "--confirm", "bot/" + key);
        ok("incident", "undo", incident, actionId(), "--confirm", "bot/" + key);
        assertThat(status("bot", key)).isEqualTo("Inactive");
    }

    @Test
    void revokeSessions_ofARoleAndOfAUser_areExactlyOursToTakeBack() throws Exception {
        incident("iam:*");
        realKey();
        iam().createRole(r -> r.roleName("deploy").assumeRolePolicyDocument(TRUST));
        iam().putRolePolicy(r -> r.roleName("deploy")
                .policyName("real")
                .policyDocument(
                        TRUST.replace("\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},", "\"Resource\":\"*\",")));
        Instant madeJustBefore = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        ok("incident", "act", incident, "revoke-sessions", "role/deploy", "--confirm", "role/deploy");
        List<String> policies =
                iam().listRolePolicies(r -> r.roleName("deploy")).policyNames();
        assertThat(policies).hasSize(2);
        String ours = policies.stream()
                .filter(name -> !name.equals("real"))
                .findFirst()
                .orElseThrow();
        JsonNode document = JSON.readTree(URLDecoder.decode(
                iam().getRolePolicy(r -> r.roleName("deploy").policyName(ours)).policyDocument(),
                StandardCharsets.UTF_8));
        JsonNode statement =
                document.get("Statement").isArray() ? document.at("/Statement/0") : document.get("Statement");
        assertThat(statement.get("Effect").asText()).isEqualTo("Deny");
        assertThat(Instant.parse(statement
                        .at("/Condition/DateLessThan/aws:TokenIssueTime")
                        .asText()))
                .isAfter(madeJustBefore);
        ok("incident", "undo", incident, actionId(), "--confirm", "role/deploy");
        assertThat(iam().listRolePolicies(r -> r.roleName("deploy")).policyNames())
                .containsExactly("real");

        ok("incident", "act", incident, "revoke-sessions", "user/bot", "--confirm", "user/bot");
        assertThat(iam().listUserPolicies(r -> r.userName("bot")).policyNames()).hasSize(1);
        ok("incident", "undo", incident, actionId(), "--confirm", "user/bot");
        assertThat(iam().listUserPolicies(r -> r.userName("bot")).policyNames()).isEmpty();
        assertThat(run("incident", "act", incident, "revoke-sessions", "role/none", "--confirm", "role/none")
                        .code())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void decoyKey_keptOrDeactivated_theRegisterKnows() throws Exception {
        incident("iam:*");
        CallRecorder.start();
        assertThat(ok("incident", "act", incident, "keep-decoy-key", "--step", "keep"))
                .contains("nothing is called");
        CallRecorder.pause();
        assertThat(CallRecorder.calls()).isEmpty();
        String target = "svc-a/" + decoyKey;
        assertThat(run("incident", "act", incident, "deactivate-key", target, "--confirm", target)
                        .err())
                .contains("is a decoy's");
        ok("incident", "act", incident, "deactivate-decoy-key", "--confirm", target);
        assertThat(status("svc-a", decoyKey)).isEqualTo("Inactive");
        assertThat(ok("token", "show", "svc-a")).contains(decoyKey + " (inactive)");
        ok("incident", "undo", incident, actionId(), "--confirm", target);
        assertThat(status("svc-a", decoyKey)).isEqualTo("Active");
        assertThat(ok("token", "show", "svc-a")).doesNotContain("(inactive)");
    }

    private String decoyKeys() throws IOException {
        List<String> keys = new ArrayList<>();
        for (JsonNode key :
                JSON.readTree(ok("token", "show", "svc-a", "--format", "json")).at("/token/keys")) {
            keys.add(key.get("id").asText() + " " + key.get("active").asBoolean() + " "
                    + key.path("replacedAt").isTextual());
        }
        return String.join(", ", keys);
    }

    @Test
    void replaceDecoyKey_theOldOneStaysUntilItIsConfirmed_undoTakesTheNewOneAway() throws Exception {
        incident("iam:*");
        String target = "svc-a/" + decoyKey;
        ok("incident", "act", incident, "replace-decoy-key", "--confirm", target);
        List<String> keys = keysOf("svc-a");
        assertThat(keys).hasSize(2).contains(decoyKey);
        String made =
                keys.stream().filter(key -> !key.equals(decoyKey)).findFirst().orElseThrow();
        assertThat(decoyKeys()).isEqualTo(decoyKey + " true true, " + made + " true false");
        String second = "svc-a/" + made;
        assertThat(run("incident", "act", incident, "replace-decoy-key", "--confirm", second)
                        .err())
                .contains("was replaced already", "token rotate");

        ok("incident", "undo", incident, actionId(), "--confirm", target);
        assertThat(keysOf("svc-a")).containsExactly(decoyKey);
        assertThat(decoyKeys())
                .as("it may have been planted")
                .isEqualTo(decoyKey + " true false, " + made + " false false");
    }

    @Test
    void replaceDecoyKey_confirmedMeanwhile_cannotBeTakenBack() throws Exception {
        incident("iam:*");
        String target = "svc-a/" + decoyKey;
        ok("incident", "act", incident, "replace-decoy-key", "--confirm", target);
        ok("token", "rotate", "svc-a", "--confirm");
        Program.Result late = run("incident", "undo", incident, actionId(), "--confirm", target);
        assertThat(late.code()).isEqualTo(Exit.REFUSED);
        assertThat(late.err()).contains("is deleted and cannot be given back");
        assertThat(keysOf("svc-a")).hasSize(1).doesNotContain(decoyKey);
    }

    @Test
    void retireAndReplant_aSuccessorStandsInAndTheOldKeySleeps_undoTakesItAway() throws Exception {
        incident("iam:*");
        String target = "svc-a/" + decoyKey;
        assertThat(run("incident", "act", incident, "retire-and-replant", "--dry-run")
                        .err())
                .contains("set issue.naming");
        Files.writeString(folder.resolve("home/config.yaml"), "issue:\n  naming: job-{word}-{digit:3}\n");
        String dry = ok("incident", "act", incident, "retire-and-replant", "--dry-run");
        assertThat(dry).contains("iam:CreateUser UserName=job-", "iam:UpdateAccessKey UserName=svc-a", "token retire");
        assertThat(decoys()).containsExactly("svc-a");

        ok("incident", "act", incident, "retire-and-replant", "--confirm", target);
        assertThat(status("svc-a", decoyKey)).isEqualTo("Inactive");
        assertThat(decoys()).hasSize(2);
        String made = decoys().stream()
                .filter(name -> name.startsWith("job-"))
                .findFirst()
                .orElseThrow();
        assertThat(keysOf(made)).hasSize(1);
        assertThat(ok("token", "show", made)).contains("ann", "trap");

        ok("incident", "undo", incident, actionId(), "--confirm", target);
        assertThat(decoys()).containsExactly("svc-a");
        assertThat(status("svc-a", decoyKey)).isEqualTo("Active");
    }

    private List<String> decoys() {
        return iam().listUsers().users().stream()
                .map(User::userName)
                .filter(name -> name.startsWith("svc-") || name.startsWith("job-"))
                .toList();
    }

    private List<String> keysOf(String user) {
        return iam().listAccessKeys(r -> r.userName(user)).accessKeyMetadata().stream()
                .map(AccessKeyMetadata::accessKeyId)
                .toList();
    }

    @Test
    void approve_bySomebodyElse_onlyThenItIsDone() throws Exception {
        incident("iam:*");
        String key = realKey();
        assertThat(ok("incident", "act", incident, "deactivate-key", "bot/" + key, "--request"))
                .contains("REQUESTED");
        assertThat(status("bot", key)).isEqualTo("Active");
        String id = actionId();
        assertThat(run("incident", "approve", incident, id).code()).isEqualTo(Exit.REFUSED);
        ok("incident", "approve", incident, id, "--confirm", "bot/" + key);
        assertThat(status("bot", key)).isEqualTo("Inactive");
        assertThat(run("incident", "approve", incident, id, "--confirm", "bot/" + key)
                        .err())
                .contains("DONE");
    }

    @Test
    void noPermission_endsWithFourAndIsFinishedLater() throws Exception {
        incident("iam:CreateUser", "iam:TagUser", "iam:CreateAccessKey", "iam:GetAccountSummary", "iam:ListAccessKeys");
        String key = realKey();
        Program.Result denied =
                run("incident", "act", incident, "deactivate-key", "bot/" + key, "--confirm", "bot/" + key);
        assertThat(denied.code()).isEqualTo(Exit.REFUSED);
        assertThat(denied.err()).contains("no permission for iam:UpdateAccessKey");
        assertThat(ok("incident", "actions", incident)).contains("BEGUN");
        iam().putUserPolicy(r -> r.userName("prod")
                .policyName("more")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iam:*\","
                        + "\"Resource\":\"*\"}]}"));
        ok("incident", "approve", incident, actionId(), "--confirm", "bot/" + key);
        assertThat(status("bot", key)).isEqualTo("Inactive");
        ok("incident", "undo", incident, actionId(), "--confirm", "bot/" + key);
        assertThat(status("bot", key)).isEqualTo("Active");
    }

    @Test
    void whatIsNoTarget_isRefusedBeforeAnyCall() throws Exception {
        incident("iam:*");
        CallRecorder.start();
        assertThat(run("incident", "act", incident, "revoke-sessions", "deploy", "--dry-run")
                        .err())
                .contains("role/NAME or user/NAME");
        assertThat(run("incident", "act", incident, "isolate-instance", "web-1", "--dry-run")
                        .err())
                .contains("REGION/ID or ID", "web-1");
        assertThat(run("incident", "act", incident, "reboot").err()).contains("there is no action \"reboot\"");
        assertThat(run("incident", "act", incident, "keep-decoy-key", "--step", "nope")
                        .code())
                .isEqualTo(Exit.USAGE);
        CallRecorder.pause();
        assertThat(CallRecorder.calls()).isEmpty();
        assertThatThrownBy(() -> iam().getRole(r -> r.roleName("deploy"))).isInstanceOf(NoSuchEntityException.class);
    }

    private String machine() {
        try (Ec2Client ec2 = ec2("us-east-1")) {
            return machine(ec2);
        }
    }

    private static String machine(Ec2Client ec2) {
        return ec2.runInstances(r -> r.imageId("ami-12c6146b")
                        .minCount(1)
                        .maxCount(1)
                        .instanceType(InstanceType.T3_MICRO)
                        .tagSpecifications(TagSpecification.builder()
                                .resourceType(ResourceType.INSTANCE)
                                .tags(Tag.builder().key("Name").value("web").build())
                                .build()))
                .instances()
                .getFirst()
                .instanceId();
    }

    private static Instance look(Ec2Client ec2, String id) {
        return ec2.describeInstances(r -> r.instanceIds(id))
                .reservations()
                .getFirst()
                .instances()
                .getFirst();
    }

    private static List<String> groups(Instance instance) {
        return instance.networkInterfaces().stream()
                .flatMap(card -> card.groups().stream())
                .map(GroupIdentifier::groupId)
                .toList();
    }

    @Test
    void isolateInstance_hasNoNetworkAndKeptDisks_undoGivesTheGroupsBack() throws Exception {
        incident("iam:*", "ec2:*");
        try (Ec2Client ec2 = ec2("eu-west-1")) {
            String id = machine(ec2);
            String target = "eu-west-1/" + id;
            List<String> before = groups(look(ec2, id));
            String dry = ok("incident", "act", incident, "isolate-instance", target, "--dry-run");
            assertThat(dry)
                    .contains("ec2:CreateSecurityGroup", "ec2:ModifyNetworkInterfaceAttribute", before.getFirst());
            assertThat(groups(look(ec2, id))).isEqualTo(before);

            ok("incident", "act", incident, "isolate-instance", target, "--confirm", target);
            List<String> cut = groups(look(ec2, id));
            assertThat(cut).hasSize(1).doesNotContainAnyElementsOf(before);
            SecurityGroup group = ec2.describeSecurityGroups(r -> r.groupIds(cut))
                    .securityGroups()
                    .getFirst();
            assertThat(group.ipPermissions()).isEmpty();
            assertThat(group.ipPermissionsEgress()).isEmpty();
            assertThat(snapshots(ec2, group.groupName()))
                    .as("one of each disk")
                    .hasSameSizeAs(look(ec2, id).blockDeviceMappings());
            assertThat(look(ec2, id).tags())
                    .contains(Tag.builder()
                            .key("Isolation")
                            .value(group.groupName())
                            .build());

            ok("incident", "undo", incident, actionId(), "--confirm", target);
            assertThat(groups(look(ec2, id))).isEqualTo(before);
            assertThat(look(ec2, id).tags()).extracting(Tag::key).containsExactly("Name");
            assertThat(ec2.describeSecurityGroups().securityGroups())
                    .extracting(SecurityGroup::groupName)
                    .doesNotContain(group.groupName());
            assertThat(snapshots(ec2, group.groupName())).as("evidence is kept").isNotEmpty();
        }
    }

    private static List<Snapshot> snapshots(Ec2Client ec2, String mark) {
        return ec2.describeSnapshots(r -> r.filters(
                        Filter.builder().name("tag:Isolation").values(mark).build()))
                .snapshots();
    }

    @Test
    void isolateInstance_stoppedOnTheWay_isFinishedWithOneGroupAndOneSetOfSnapshots() throws Exception {
        incident(
                "iam:*",
                "ec2:Describe*",
                "ec2:CreateSecurityGroup",
                "ec2:RevokeSecurityGroupEgress",
                "ec2:ModifyNetworkInterfaceAttribute",
                "ec2:CreateSnapshots");
        String id = machine();
        Program.Result denied = run("incident", "act", incident, "isolate-instance", id, "--confirm", id);
        assertThat(denied.code()).isEqualTo(Exit.REFUSED);
        assertThat(denied.err()).contains("no permission for ec2:CreateTags");
        iam().putUserPolicy(r -> r.userName("prod")
                .policyName("more")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                        + "\"Action\":\"ec2:*\",\"Resource\":\"*\"}]}"));
        ok("incident", "approve", incident, actionId(), "--confirm", id);
        try (Ec2Client ec2 = ec2("us-east-1")) {
            String mark = look(ec2, id).tags().stream()
                    .filter(tag -> tag.key().equals("Isolation"))
                    .findFirst()
                    .orElseThrow()
                    .value();
            assertThat(snapshots(ec2, mark)).hasSameSizeAs(look(ec2, id).blockDeviceMappings());
            assertThat(ec2.describeSecurityGroups().securityGroups())
                    .filteredOn(group -> group.groupName().startsWith("isolation-"))
                    .hasSize(1);
        }
    }

    @Test
    void isolateInstance_thatIsNotThere_isNotFound() throws Exception {
        incident("iam:*", "ec2:*");
        Program.Result none = run("incident", "act", incident, "isolate-instance", "i-0123456789abcdef0", "--dry-run");
        assertThat(none.code()).isEqualTo(Exit.USAGE);
        assertThat(none.err()).contains("i-0123456789abcdef0");
    }

    /** The policy for who responds allows the calls of the actions and nothing else, and is not given unasked. */
    @Test
    void policyOfTheResponder_allowsWhatTheActionsCallAndNothingElse() throws Exception {
        incident("iam:*", "ec2:*");
        String key = realKey();
        iam().createRole(r -> r.roleName("deploy").assumeRolePolicyDocument(TRUST));
        String instance = machine();
        CallRecorder.start();
        for (String[] action : new String[][] {
            {"deactivate-key", "bot/" + key},
            {"revoke-sessions", "role/deploy"},
            {"revoke-sessions", "user/bot"},
            {"isolate-instance", instance}
        }) {
            ok("incident", "act", incident, action[0], action[1], "--confirm", action[1]);
            ok("incident", "undo", incident, actionId(), "--confirm", action[1]);
        }
        assertThat(run("incident", "step", incident, "source", "--history").code())
                .as("moto has no history; that it is asked for is what counts here")
                .isEqualTo(Exit.INCOMPLETE);
        CallRecorder.pause();
        JsonNode statements = JSON.readTree(
                        ok("guardrail", "manager-policy", "--account", "prod", "--for", "responder"))
                .get("Statement");
        Set<String> allowed = new TreeSet<>();
        statements.findValues("Action").forEach(actions -> actions.forEach(action -> allowed.add(action.asText())));
        assertThat(allowed).isEqualTo(CallRecorder.actions());
        assertThat(statements.findValuesAsText("Resource"))
                .containsExactly("arn:aws:iam::123456789012:*", "arn:aws:ec2:*:*:*", "*");
        assertThat(ok("guardrail", "manager-policy", "--account", "prod"))
                .doesNotContain("UpdateAccessKey")
                .doesNotContain("ec2:Create", "ec2:Modify", "ec2:Delete");
    }
}
