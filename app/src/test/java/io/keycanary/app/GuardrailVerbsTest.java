package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;

/** Service control policies against moto's Organizations: attached, mended, detached, and what of others is left alone. */
class GuardrailVerbsTest extends MotoAccount {
    private static final String OPERATOR = "arn:aws:iam::*:role/TokenManager";
    private static final String NOTHING = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";

    private Program program;
    private PipelineAccount account;
    private OrganizationsClient organizations;
    private String root;
    private String unit;
    private String member;

    @BeforeEach
    void organisation() {
        program = program();
        account = new PipelineAccount(url());
        organizations = account.client(OrganizationsClient.builder(), "us-east-1");
        organizations.createOrganization(r -> r.featureSet("ALL"));
        root = organizations.listRoots().roots().getFirst().id();
        organizations.enablePolicyType(r -> r.rootId(root).policyType(PolicyType.SERVICE_CONTROL_POLICY));
        unit = organizations
                .createOrganizationalUnit(r -> r.parentId(root).name("decoys"))
                .organizationalUnit()
                .id();
        member = organizations
                .createAccount(r -> r.accountName("decoys").email("decoys@example.com"))
                .createAccountStatus()
                .accountId();
        profile("prod", "AKIAQTESTTESTTESTTES", "secret");
        assertThat(add("prod").code()).isEqualTo(Exit.OK);
    }

    @AfterEach
    void leaveAccount() throws Exception {
        account.close();
    }

    private Program.Result scp(int exit, String... more) {
        List<String> line = new ArrayList<>(List.of("guardrail", "scp", "--path", "/batch/", "--by", "prod"));
        line.addAll(List.of(more));
        Program.Result result = program.run(line.toArray(String[]::new));
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(exit);
        return result;
    }

    private Program.Result attach(int exit, String target, String... more) {
        List<String> line = new ArrayList<>(List.of("--attach", "--operator", OPERATOR, "--target", target));
        line.addAll(List.of(more));
        return scp(exit, line.toArray(String[]::new));
    }

    private List<String> attachedTo(String target) {
        return organizations
                .listPoliciesForTarget(r -> r.targetId(target).filter(PolicyType.SERVICE_CONTROL_POLICY))
                .policies()
                .stream()
                .map(PolicySummary::name)
                .filter(name -> !name.equals("FullAWSAccess")) // which AWS attaches to everything
                .toList();
    }

    private List<PolicySummary> policies() {
        return organizations
                .listPolicies(r -> r.filter(PolicyType.SERVICE_CONTROL_POLICY))
                .policies();
    }

    private String text(String begin) {
        String id = policies().stream()
                .filter(policy -> policy.name().startsWith(begin))
                .findFirst()
                .orElseThrow()
                .id();
        return organizations.describePolicy(r -> r.policyId(id)).policy().content();
    }

    @Test
    void attach_withoutYes_showsThePlanAndTheTradeOffs_andChangesNothing() {
        Program.Result plan = attach(Exit.REFUSED, member);
        assertThat(plan.out())
                .containsPattern("create policy activity-watch-users-\\w+ \\(\\d+ of 10240 characters\\)")
                .containsPattern("attach policy activity-watch-calls-\\w+ to " + member)
                .contains("What to know", "management account", "group", "explicit deny");
        assertThat(plan.err()).contains("the same with --yes does it");
        assertThat(policies()).hasSize(1);
    }

    @Test
    void attach_makesPolicies_twiceDoesNothing_mendsThem_andDetachLeavesNothing() {
        attach(Exit.OK, member, "--yes");
        assertThat(attachedTo(member)).hasSize(2).allMatch(name -> name.matches("activity-watch-(users|calls)-\\w+"));
        assertThat(text("activity-watch-users")).contains("user/batch/*", OPERATOR);
        assertThat(attach(Exit.OK, member, "--yes").err()).contains("nothing to do");

        attach(Exit.OK, member, "--operator", "arn:aws:iam::*:role/Second", "--yes");
        assertThat(policies()).hasSize(3);
        assertThat(text("activity-watch-users")).contains("role/Second");

        String id = policies().getLast().id();
        organizations.updatePolicy(r -> r.policyId(id).content(NOTHING));
        assertThat(attach(Exit.REFUSED, member, "--operator", "arn:aws:iam::*:role/Second")
                        .out())
                .contains("update policy activity-watch-calls")
                .doesNotContain("create", "attach policy");
        attach(Exit.OK, member, "--operator", "arn:aws:iam::*:role/Second", "--yes");
        assertThat(text("activity-watch-calls")).contains("NothingByPath");

        assertThat(scp(Exit.REFUSED, "--detach", "--target", member).out())
                .contains("detach policy activity-watch-users", "delete policy activity-watch-users");
        assertThat(attachedTo(member)).hasSize(2);
        scp(Exit.OK, "--detach", "--target", member, "--yes");
        assertThat(policies()).extracting(PolicySummary::name).containsExactly("FullAWSAccess");
        assertThat(scp(Exit.OK, "--detach", "--target", member, "--yes").err()).contains("nothing to do");
    }

    @Test
    void attach_ofOnePolicyToRootAndUnit_detachesFromOneAndKeepsTheOther() {
        attach(Exit.OK, "root", "--policy", "protect-decoys", "--yes");
        attach(Exit.OK, unit, "--policy", "protect-decoys", "--yes");
        assertThat(policies()).hasSize(2);
        assertThat(attach(Exit.REFUSED, unit, "--policy", "protect-decoys", "--dedicated")
                        .out())
                .contains("which 1 other targets have too");
        scp(Exit.OK, "--detach", "--target", unit, "--yes");
        assertThat(attachedTo(unit)).isEmpty();
        assertThat(attachedTo(root)).hasSize(1);
    }

    @Test
    void account_ofTheRegister_givesPathTagAndTarget() {
        Program.Result added = program.run(
                "account",
                "add",
                "decoys",
                "--profile",
                "prod",
                "--path",
                "/jobs/",
                "--tag",
                "Unit=7",
                "--role-arn",
                "arn:aws:iam::" + member + ":role/x",
                "--endpoint-url",
                url().toString());
        assertThat(added.code()).as(added.err()).isEqualTo(Exit.OK);
        String[] line = {
            "guardrail", "scp", "--attach", "--account", "decoys", "--by", "prod", "--operator", OPERATOR, "--yes"
        };
        assertThat(program.run(line).code()).isEqualTo(Exit.OK);
        assertThat(attachedTo(member)).hasSize(2);
        assertThat(text("activity-watch-users")).contains("user/jobs/*", "aws:ResourceTag/Unit");
    }

    @Test
    void managementAccount_isRefused_andTold() {
        assertThat(attach(Exit.REFUSED, ACCOUNT, "--yes").err())
                .contains("is the management account", "never applies", "member account");
        assertThat(policies()).hasSize(1);
    }

    @Test
    void policyOfOthers_isLeftAlone() {
        attach(Exit.OK, member, "--yes");
        String name = attachedTo(member).getFirst();
        scp(Exit.OK, "--detach", "--target", member, "--yes");
        organizations.createPolicy(
                r -> r.name(name).description("").content(NOTHING).type(PolicyType.SERVICE_CONTROL_POLICY));
        assertThat(attach(Exit.REFUSED, member, "--yes").err()).contains("made by somebody else", "--name");
        assertThat(text(name)).isEqualTo(NOTHING);
        assertThat(scp(Exit.REFUSED, "--detach", "--target", member, "--yes").err())
                .contains("made by somebody else");
    }

    @Test
    void target_thatTakesNoMore_isRefusedBeforeAnythingIsMade() {
        for (int i = 0; i < 8; i++) {
            String name = "p" + i;
            String id = organizations
                    .createPolicy(
                            r -> r.name(name).description("").content(NOTHING).type(PolicyType.SERVICE_CONTROL_POLICY))
                    .policy()
                    .policySummary()
                    .id();
            organizations.attachPolicy(r -> r.policyId(id).targetId(member));
        }
        assertThat(attach(Exit.REFUSED, member, "--yes").err()).contains("has 9 service control policies and takes 10");
        assertThat(policies()).hasSize(9);
        attach(Exit.OK, member, "--policy", "protect-decoys", "--yes");
    }

    @Test
    void policyType_thatIsSwitchedOff_isToldWithTheCommand() {
        organizations.disablePolicyType(r -> r.rootId(root).policyType(PolicyType.SERVICE_CONTROL_POLICY));
        assertThat(attach(Exit.REFUSED, member, "--yes").err()).contains("enable-policy-type", root);
    }

    @Test
    void input_thatIsWrong_isToldBeforeAnythingIsAsked() {
        assertThat(attach(Exit.USAGE, "999999999998", "--yes").err()).contains("organizations:ListPoliciesForTarget");
        assertThat(attach(Exit.USAGE, "prod-unit").err()).contains("a target is root", "prod-unit");
        assertThat(attach(Exit.USAGE, member, "--detach").err()).contains("either --attach or --detach");
        assertThat(attach(Exit.USAGE, member, "--policy", "x").err()).contains("protect-decoys");
        assertThat(scp(Exit.USAGE, "--attach", "--target", member).err()).contains("without an operator");
        assertThat(program.run("guardrail", "scp", "--operator", OPERATOR).err())
                .contains("name their --path");
    }

    @Test
    void calls_areThoseOfTheGuardiansPolicy_andNoOthers() throws Exception {
        CallRecorder.start();
        attach(Exit.OK, member, "--yes");
        attach(Exit.OK, member, "--dedicated", "--yes");
        scp(Exit.OK, "--detach", "--target", member, "--yes");
        CallRecorder.pause();
        Set<String> allowed = new TreeSet<>();
        JsonNode policy = new ObjectMapper()
                .readTree(program.run("guardrail", "manager-policy", "--account", "prod", "--for", "guardian")
                        .out());
        policy.findValues("Action").forEach(actions -> actions.forEach(action -> allowed.add(action.asText())));
        allowed.remove("organizations:TagResource"); // AWS asks for it too where a policy is made with tags
        assertThat(allowed).isEqualTo(Permissions.of(CallRecorder.actions()));
        everyCallIsOurs();
    }
}
