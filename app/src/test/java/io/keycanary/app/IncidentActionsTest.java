package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Response actions with dry run, approval and undo, in an account of moto that checks every permission. */
class IncidentActionsTest extends MotoAccount {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    private String incident = "";
    private String decoyKey = "";

    private void incident(String... actions) throws Exception {
        profile("prod", actions);
        assertThat(add("prod", "--tag", "CostUnit=4711").err()).isEmpty();
        JsonNode token = JSON.readTree(ok(
                "token",
                "issue",
                "svc-a",
                "--account",
                "prod",
                "--owner",
                "ann",
                "--purpose",
                "trap",
                "--playbook",
                "leaked-on-host",
                "--format",
                "json"));
        decoyKey = token.at("/keys/0/id").asText();
        incident = SeenUse.of(folder.resolve("home"), token, "e1", "198.51.100.7");
    }

    private Program.Result run(String... line) {
        return program().run(line);
    }

    private String ok(String... line) {
        Program.Result result = run(line);
        assertThat(result.code())
                .as(String.join(" ", line) + ": " + result.err())
                .isEqualTo(Exit.OK);
        return result.out();
    }

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

    private String actionId() throws IOException {
        List<String> lines =
                ok("incident", "actions", incident, "--format", "json").lines().toList();
        return JSON.readTree(lines.getLast()).get("id").asText();
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
        assertThat(run("incident", "act", incident, "isolate-instance", "i-1").code())
                .isEqualTo(Exit.REFUSED);
        assertThat(run("incident", "act", incident, "reboot").err()).contains("there is no action \"reboot\"");
        assertThat(run("incident", "act", incident, "keep-decoy-key", "--step", "nope")
                        .code())
                .isEqualTo(Exit.USAGE);
        CallRecorder.pause();
        assertThat(CallRecorder.calls()).isEmpty();
        assertThatThrownBy(() -> iam().getRole(r -> r.roleName("deploy"))).isInstanceOf(NoSuchEntityException.class);
    }

    /** The policy for who responds allows the calls of the actions and nothing else, and is not given unasked. */
    @Test
    void policyOfTheResponder_allowsWhatTheActionsCallAndNothingElse() throws Exception {
        incident("iam:*");
        String key = realKey();
        iam().createRole(r -> r.roleName("deploy").assumeRolePolicyDocument(TRUST));
        CallRecorder.start();
        for (String[] action : new String[][] {
            {"deactivate-key", "bot/" + key}, {"revoke-sessions", "role/deploy"}, {"revoke-sessions", "user/bot"}
        }) {
            ok("incident", "act", incident, action[0], action[1], "--confirm", action[1]);
            ok("incident", "undo", incident, actionId(), "--confirm", action[1]);
        }
        CallRecorder.pause();
        JsonNode policy = JSON.readTree(ok("guardrail", "manager-policy", "--account", "prod", "--for", "responder"));
        JsonNode statement = policy.get("Statement").isArray() ? policy.at("/Statement/0") : policy.get("Statement");
        Set<String> allowed = new TreeSet<>();
        statement.get("Action").forEach(action -> allowed.add(action.asText()));
        assertThat(allowed).isEqualTo(CallRecorder.actions());
        assertThat(statement.get("Resource").asText()).isEqualTo("arn:aws:iam::123456789012:*");
        assertThat(ok("guardrail", "manager-policy", "--account", "prod")).doesNotContain("UpdateAccessKey");
    }
}
