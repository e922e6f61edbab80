package io.keycanary.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.audit.UserFacts.Group;
import io.keycanary.audit.UserFacts.Inline;
import io.keycanary.audit.UserFacts.Key;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each thing that can be wrong, broken alone: exactly the one finding that names it, and no other. */
class AuditTableTest {
    private static final String A = HealthyTrap.ID;
    private static final String ROLE = "arn:aws:iam::" + A + ":role/deploy";

    /** @param says a word of the statement, so that the thing itself is named */
    private record Break(String how, Check expected, String says, Consumer<HealthyTrap> by) {}

    private static final List<Break> ALL = new ArrayList<>();

    private static void broken(String how, Check expected, String says, Consumer<HealthyTrap> by) {
        ALL.add(new Break(how, expected, says, by));
    }

    static {
        user();
        privileges();
        credentials();
        keys();
        register();
        account();
        file();
        policy();
    }

    private static void policy() {
        broken("no policy", Check.POLICY_NONE, "no decoy policy", t -> t.policy = PolicyFacts.NONE);
        broken("policy of other rules", Check.POLICY_CHANGED, "2026-11-01", t -> {
            t.policy =
                    new PolicyFacts(HealthyTrap.NOW.minus(Duration.ofDays(27)), true, HealthyTrap.NOW.plusSeconds(1));
        });
        broken("policy that nobody reviewed", Check.POLICY_REVIEW, "2026-11-27", t -> {
            t.policy = new PolicyFacts(HealthyTrap.NOW, false, HealthyTrap.NOW.minus(Duration.ofDays(1)));
        });
    }

    private static void file() {
        broken("key in the default profile", Check.PLACE_DEFAULT, "[default]", t -> t.profile = "default");
        broken("one region for all", Check.PLACE_REGION, "us-east-2", t -> {
            t.regions = List.of("us-east-2", "us-east-2", "us-east-2");
        });
        broken("file changed long after", Check.PLACE_YOUNG, "11 days", t -> {
            t.changedAt = HealthyTrap.NOW.plus(Duration.ofDays(10));
        });
        broken("secret far from its id", Check.PLACE_APART, "20 lines", t -> t.linesApart = 20);
        broken("public repository", Check.PLACE_PUBLIC, "github.com", t -> {
            t.publicRemotes = List.of("git@github.com:acme/shop.git");
        });
        broken("file that others may read", Check.PLACE_OPEN, "rw-r--r--", t -> t.openTo = "rw-r--r--");
        broken("comment that tells", Check.PLACE_TELLS, "honeytoken", t -> t.telling = List.of("honeytoken"));
    }

    private static void user() {
        broken("user deleted", Check.USER_MISSING, "svc-report", t -> t.userThere = false);
        broken("user deleted and made anew", Check.USER_REPLACED, "AIDANEW", t -> t.id = "AIDANEW");
        broken("user renamed", Check.USER_MOVED, "svc-old", t -> {
            t.name = "svc-old";
            t.arn = "arn:aws:iam::" + A + ":user/batch/svc-old";
        });
        broken("user on another path", Check.USER_MOVED, "user/svc-report", t -> {
            t.arn = "arn:aws:iam::" + A + ":user/svc-report";
        });
        broken("user not known", Check.USER_UNKNOWN, "register", t -> {
            t.identity = DecoyIdentity.UNKNOWN;
            t.userThere = false;
        });
        broken("tag removed", Check.TAG_MISSING, "CostUnit=4711", t -> t.tags.clear());
        broken("tag with another value", Check.TAG_MISSING, "CostUnit=4711", t -> t.tags.put("CostUnit", "x"));
    }

    private static void privileges() {
        broken("inline policy", Check.INLINE_POLICY, "mine", t -> t.inline.add(new Inline("mine", false)));
        broken("managed policy of AWS", Check.ATTACHED_POLICY, "ReadOnlyAccess", t -> {
            t.attached.add("arn:aws:iam::aws:policy/ReadOnlyAccess");
        });
        broken("managed policy of the account", Check.ATTACHED_POLICY, "policy/own", t -> {
            t.attached.add("arn:aws:iam::" + A + ":policy/own");
        });
        broken("group with a policy", Check.GROUP_POLICY, "devs", t -> t.groups.add(new Group("devs", List.of("p"))));
        broken("group without a policy", Check.GROUP_MEMBER, "devs", t -> t.groups.add(new Group("devs", List.of())));
        broken("boundary", Check.BOUNDARY, "policy/limit", t -> t.boundary = "arn:aws:iam::" + A + ":policy/limit");
        broken("quarantine, first version", Check.QUARANTINED, "QuarantineV1", t -> quarantine(t, "V1"));
        broken("quarantine, a version to come", Check.QUARANTINED, "QuarantineV9", t -> quarantine(t, "V9"));
        broken("quarantine of earlier years", Check.QUARANTINED, "DO_NOT_REMOVE", t -> {
            t.inline.add(new Inline("AWSExposedCredentialPolicy_DO_NOT_REMOVE", true));
        });
        broken("policy called like the quarantine", Check.ATTACHED_POLICY, "QuarantineV2", t -> {
            t.attached.add("arn:aws:iam::" + A + ":policy/AWSCompromisedKeyQuarantineV2");
        });
        broken("inline policy called like the quarantine", Check.INLINE_POLICY, "DO_NOT_REMOVE", t -> {
            t.inline.add(new Inline("AWSExposedCredentialPolicy_DO_NOT_REMOVE", false));
        });
        broken("role that trusts the ARN", Check.ROLE_TRUST, ROLE, t -> grant(t, ROLE, HealthyTrap.ARN, false));
        broken("role that trusts the id", Check.ROLE_TRUST, ROLE, t -> grant(t, ROLE, HealthyTrap.PRINCIPAL, true));
        broken("role that trusts everybody", Check.OPEN_TO_ALL, ROLE, t -> grant(t, ROLE, "*", false));
        String bucket = "arn:aws:s3:::files";
        broken("bucket for the user", Check.RESOURCE_GRANT, bucket, t -> grant(t, bucket, HealthyTrap.ARN, false));
        broken("bucket for everybody", Check.OPEN_TO_ALL, bucket, t -> grant(t, bucket, "*", false));
        String queue = "arn:aws:sqs:eu-west-1:" + A + ":jobs";
        broken("queue for the user", Check.RESOURCE_GRANT, queue, t -> grant(t, queue, HealthyTrap.PRINCIPAL, true));
        broken("queue for everybody", Check.OPEN_TO_ALL, queue, t -> grant(t, queue, "*", false));
        String key = "arn:aws:kms:eu-west-1:" + A + ":key/1234abcd";
        broken("key whose policy names the user", Check.RESOURCE_GRANT, key, t -> grant(t, key, HealthyTrap.ARN, true));
        broken("key with a grant for the user", Check.KEY_GRANT, key, t -> {
            t.grants.add(new Grant(Grant.Kind.KEY_GRANT, key, "eu-west-1", List.of(HealthyTrap.ARN), false));
        });
    }

    private static void quarantine(HealthyTrap trap, String version) {
        trap.attached.add("arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantine" + version);
    }

    private static void grant(HealthyTrap trap, String resource, String principal, boolean conditional) {
        trap.grants.add(new Grant(
                Grant.Kind.POLICY, resource, "", List.of("arn:aws:iam::" + A + ":user/ann", principal), conditional));
    }

    private static void credentials() {
        broken("password", Check.PASSWORD, "password", t -> t.password = true);
        broken("MFA device", Check.MFA, "MFA", t -> t.mfa = true);
        broken("signing certificate", Check.CERTIFICATE, "certificate", t -> t.certificate = true);
        broken("SSH key", Check.SSH_KEY, "APKA1", t -> t.sshKeys.add("APKA1"));
        broken("allowed action", Check.ACTION_ALLOWED, "iam:ListUsers", t -> t.allowed.add("iam:ListUsers"));
        broken("key of Bedrock", Check.SERVICE_CREDENTIAL, "ACCA1", t -> t.serviceCredentials.add("ACCA1"));
    }

    private static void keys() {
        broken("key deleted", Check.KEY_MISSING, HealthyTrap.KEY, t -> t.keys.clear());
        broken("key switched off", Check.KEY_INACTIVE, HealthyTrap.KEY, t -> status(t, "Inactive"));
        broken("key expired", Check.KEY_INACTIVE, HealthyTrap.KEY, t -> status(t, "Expired"));
        broken("key of somebody else", Check.KEY_UNKNOWN, HealthyTrap.OTHER_KEY, t -> second(t));
        broken("deleted key that lives", Check.KEY_DIFFERS, HealthyTrap.OTHER_KEY, t -> {
            second(t);
            t.registeredKeys.addFirst(HealthyTrap.key(HealthyTrap.OTHER_KEY, HealthyTrap.NOW, false));
        });
        broken("rotation that nobody ended", Check.ROTATION_OPEN, HealthyTrap.OTHER_KEY, t -> {
            second(t);
            t.registeredKeys.addFirst(
                    HealthyTrap.key(HealthyTrap.OTHER_KEY, HealthyTrap.NOW.minus(Duration.ofDays(8)), true));
        });
        broken("no key in use", Check.KEY_NONE, "no access key in use", t -> {
            t.registeredKeys.clear();
            t.keys.clear();
        });
    }

    private static void status(HealthyTrap trap, String status) {
        trap.keys.set(0, new Key(HealthyTrap.KEY, status));
    }

    private static void second(HealthyTrap trap) {
        trap.keys.add(new Key(HealthyTrap.OTHER_KEY, "Active"));
    }

    private static void register() {
        broken("no owner", Check.OWNER, "owner", t -> t.stewardship = new Stewardship("", "p", "b"));
        broken("no purpose", Check.PURPOSE, "purpose", t -> t.stewardship = new Stewardship("o", " ", "b"));
        broken("no playbook", Check.PLAYBOOK, "playbook", t -> t.stewardship = new Stewardship("o", "p", ""));
        broken("no place", Check.PLACE_NONE, "place", t -> t.places.clear());
        broken("place taken down", Check.PLACE_NONE, "place", t -> state(t, Placement.State.REMOVED));
        broken("place gone", Check.PLACE_GONE, "/home/ci", t -> state(t, Placement.State.MISSING));
        broken("two places", Check.PLACE_SEVERAL, "2 places", t -> {
            t.places.add(HealthyTrap.place("/srv/.env", Placement.State.CONFIRMED));
        });
        broken("name that tells", Check.NAME_TELLS, "canary", t -> named(t, "/batch/", "svc-canary"));
        broken("name with a UUID", Check.NAME_TELLS, "UUID", t -> {
            named(t, "/batch/", "a-550e8400-e29b-41d4-a716-446655440000");
        });
        broken("path that tells", Check.NAME_TELLS, "honey", t -> named(t, "/honey/", "svc-report"));
        broken("key of a known account", Check.KNOWN_ACCOUNT, "052310077262", t -> keyId(t, "AKIAQYLPMN5HHHFPZAM2"));
        broken("key of another account", Check.OTHER_ACCOUNT, "999999999999", t -> keyId(t, "AKIA6RVFFB77RE7OLMKI"));
    }

    private static void state(HealthyTrap trap, Placement.State state) {
        trap.places.set(0, HealthyTrap.place("/home/ci/.aws/credentials", state));
    }

    private static void named(HealthyTrap trap, String path, String name) {
        trap.name = name;
        trap.arn = "arn:aws:iam::" + A + ":user" + path + name;
        trap.identity = new DecoyIdentity(trap.arn, HealthyTrap.PRINCIPAL);
    }

    private static void keyId(HealthyTrap trap, String id) {
        trap.registeredKeys.set(0, HealthyTrap.key(id, null, true));
        trap.keys.set(0, new Key(id, "Active"));
    }

    private static void account() {
        broken("decoy that nobody knows", Check.STRAY_USER, "svc-x", t -> {
            t.otherUsers.add(HealthyTrap.other("svc-x", "/batch/", Map.of("CostUnit", "4711")));
        });
        broken("real user among decoys", Check.SHARED_PATH, "bob", t -> {
            t.otherUsers.add(HealthyTrap.real("bob", "/batch/"));
        });
        broken("no guardrail", Check.GUARDRAIL, "/batch/", t -> t.organisation = new Organisation("9", List.of()));
        broken("guardrail of another path", Check.GUARDRAIL, "/batch/", t -> {
            t.organisation = new Organisation("9", List.of("{\"Effect\":\"Deny\",\"Resource\":\"user/other/*\"}"));
        });
        broken("management account", Check.MANAGEMENT_ACCOUNT, "management", t -> {
            t.organisation = new Organisation(A, List.of());
        });
        broken("trail stopped", Check.PIPELINE_BROKEN, "stopped", t -> part(t, Part.Standing.BROKEN, "stopped"));
        broken("rule missing", Check.PIPELINE_BROKEN, "is missing", t -> part(t, Part.Standing.BROKEN, ""));
        broken("mail not confirmed", Check.PIPELINE_WAITING, "confirm", t -> part(t, Part.Standing.WAITING, "confirm"));
        broken("path later than it should be", Check.PATH_LATE, "trail-s3 brought the newest use 16 minutes", t -> {
            t.path = new PathFacts("trail-s3", Duration.ofMinutes(15), Duration.ofMinutes(16), null, List.of());
        });
        broken("path silent at a drill", Check.PATH_SILENT, "was seen by eventbridge, event-history", t -> {
            t.path = new PathFacts(
                    "trail-s3",
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(16),
                    HealthyTrap.NOW,
                    List.of("eventbridge", "event-history"));
        });
        broken("topic of others", Check.PIPELINE_FOREIGN, "else", t -> part(t, Part.Standing.FOREIGN, "else"));
    }

    private static void part(HealthyTrap trap, Part.Standing standing, String detail) {
        trap.parts.add(new Part("trail activity-watch", "us-east-1", standing, detail));
    }

    @Test
    void trap_thatIsHealthy_hasNoFinding() {
        assertThat(new HealthyTrap().findings()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> trap_withOneThingBroken_hasExactlyTheFindingThatNamesIt() {
        return ALL.stream().map(one -> DynamicTest.dynamicTest(one.how(), () -> findsOnly(one)));
    }

    private static void findsOnly(Break one) {
        HealthyTrap trap = new HealthyTrap();
        one.by().accept(trap);
        List<Finding> findings = trap.findings();
        assertThat(findings).as(one.how()).extracting(Finding::check).containsExactly(one.expected());
        Finding finding = findings.getFirst();
        assertThat(finding.statement()).contains(one.says());
        assertThat(finding.statement() + finding.remedy()).doesNotContain("{", "}");
        assertThat(finding.subject()).isNotEmpty();
        assertThat(finding.evidence().excerpt()).isNotEmpty();
    }

    @Test
    void table_breaksEveryCheckThatFactsCanShow() {
        Set<Check> broken = ALL.stream().map(Break::expected).collect(Collectors.toSet());
        assertThat(ALL).hasSizeGreaterThanOrEqualTo(40);
        assertThat(EnumSet.complementOf(EnumSet.copyOf(broken)))
                .as("found by the desk, which has a test of its own")
                .containsExactly(Check.PIPELINE_NONE, Check.PIPELINE_REGION);
    }

    @Test
    void rotation_ofThisWeek_isNoFinding() {
        HealthyTrap trap = new HealthyTrap();
        second(trap);
        trap.registeredKeys.addFirst(HealthyTrap.key(HealthyTrap.OTHER_KEY, HealthyTrap.NOW, true));
        assertThat(trap.findings()).isEmpty();
    }

    @Test
    void remedy_quotesNamesOfTheAccount_forAShell() {
        HealthyTrap trap = new HealthyTrap();
        trap.inline.add(new Inline("a'; rm -rf $HOME #", true));
        assertThat(trap.findings().getFirst().remedy()).endsWith("--policy-name 'a'\\''; rm -rf $HOME #'");
    }
}
