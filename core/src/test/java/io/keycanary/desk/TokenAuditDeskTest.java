package io.keycanary.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.alert.Delivery;
import io.keycanary.alert.Routing;
import io.keycanary.audit.AccountFacts;
import io.keycanary.audit.AccountInspector;
import io.keycanary.audit.Area;
import io.keycanary.audit.AuditRun;
import io.keycanary.audit.Check;
import io.keycanary.audit.Finding;
import io.keycanary.audit.NotChecked;
import io.keycanary.audit.NotChecked.Kind;
import io.keycanary.audit.PolicyFacts;
import io.keycanary.audit.Seen;
import io.keycanary.audit.UserFacts;
import io.keycanary.audit.UserFacts.Inline;
import io.keycanary.audit.UserFacts.Key;
import io.keycanary.desk.TokenAuditDesk.Wanted;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId.RecordId;
import io.keycanary.incident.SightingKind;
import io.keycanary.intake.AlertDesk;
import io.keycanary.intake.AuditResults;
import io.keycanary.intake.AuditSightings;
import io.keycanary.intake.Casework;
import io.keycanary.intake.Example;
import io.keycanary.intake.Intake;
import io.keycanary.intake.Watchlist;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.PipelineBuilder;
import io.keycanary.pipeline.Site;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.RecordBytes;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.AccountConnector.Regions;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.CanaryToken.Stewardship;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.Placement;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenState;
import io.keycanary.token.Uuid7;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a token after an audit: what was not looked at is never taken for healthy. */
class TokenAuditDeskTest implements AccountInspector, PipelineBuilder {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Regions REGIONS = new Regions(new TreeSet<>(Set.of("us-east-1")), new TreeSet<>());
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final Casework CASEWORK = new Casework(
            new AlertDesk(new Routing(List.of(new Routing.Route("mail", io.keycanary.incident.Severity.LOW))), ""),
            CLOCK);
    private static final AwsAccount AWS = new AwsAccount("123456789012");
    private static final ManagedAccount PROD = new ManagedAccount(
            "prod",
            AWS,
            new AccountAccess(null, null, null, "us-east-1", null),
            "/batch/",
            new DecoyTag("CostUnit", "4711"),
            NOW);
    private static final Blueprint WATCH = Blueprint.of(
            new Site(AWS.id(), "aws", "us-east-1", List.of(), "watch"), List.of(), List.of("/batch/"), 100, List.of());
    private static final String ARN = "arn:aws:iam::123456789012:user/batch/svc-report";
    private static final String KEY = "AKIARZPUZDIKGB2VALC4";
    private static final String ID = "AIDARZPUZDIKGB2VALC4X";

    private final MemoryLedger ledger = new MemoryLedger();
    private final PipelineDesk pipelines = new PipelineDesk(ledger, CLOCK);
    private final TokenAuditDesk desk = new TokenAuditDesk(
            ledger,
            CLOCK,
            () -> this,
            new PipelineLook(ledger, () -> this, account -> REGIONS, CLOCK),
            () -> new PolicyFacts(NOW, false, NOW),
            new AuditSightings(CASEWORK, CLOCK),
            "test");
    private final List<Inline> inline = new ArrayList<>();
    private final Map<Area, NotChecked> gaps = new EnumMap<>(Area.class);
    private final List<Link> links = new ArrayList<>();
    private @Nullable AccountException failure;
    private @Nullable AccountException unseenPipeline;
    private TokenId token = TokenId.next(CLOCK);

    @BeforeEach
    void provenTokenInAnAccountWithAPipeline() {
        CanaryToken made = new CanaryToken(
                token,
                "svc-report",
                AWS,
                new DecoyIdentity(ARN, ID),
                List.of(new AccessKey(KEY, NOW, null, true)),
                new Stewardship("ann", "trap", "call ann"),
                TokenFacts.planned(NOW).issued(NOW, null).proven(NOW));
        ledger.change(stores -> {
            stores.accounts().put(PROD);
            stores.tokens().add(made);
            stores.tokens()
                    .put(new Placement(
                            Uuid7.next(CLOCK),
                            token,
                            Placement.Kind.HOST,
                            "build-7",
                            "",
                            Placement.State.PLANTED,
                            NOW,
                            NOW,
                            NOW,
                            ""));
        });
        pipelines.installed(WATCH, new Choice(true, true, false, false), "test");
    }

    @Override
    public AccountFacts look(ManagedAccount account, List<CanaryToken> tokens, Depth depth) {
        if (failure != null) {
            throw failure;
        }
        UserFacts user = new UserFacts(
                "svc-report",
                ARN,
                ID,
                Map.of("CostUnit", "4711"),
                inline,
                List.of(),
                List.of(),
                null,
                new Seen<>(List.of(new Key(KEY, "Active")), "iam:ListAccessKeys", NOW),
                null,
                null,
                null,
                null,
                null,
                null);
        return new AccountFacts(account, NOW, List.of(user), List.of(), null, gaps);
    }

    @Override
    public List<Link> look(ManagedAccount account, Blueprint blueprint, Choice choice) {
        if (unseenPipeline != null) {
            throw unseenPipeline;
        }
        return links;
    }

    @Override
    public void apply(ManagedAccount account, Blueprint blueprint, Choice choice, Consumer<String> done) {
        throw new AssertionError("an audit changes nothing");
    }

    @Override
    public void remove(
            ManagedAccount account, Blueprint blueprint, Choice choice, boolean whole, Consumer<String> done) {
        throw new AssertionError("an audit changes nothing");
    }

    private TokenState state() {
        return ledger.<CanaryToken>read(stores -> stores.tokens().find(token).orElseThrow())
                .state();
    }

    private List<Incident> incidents() {
        return ledger.read(stores -> stores.incidents().page(null, null, 99));
    }

    private List<String> alerts() {
        return ledger.read(stores -> stores.outbox().recent(Delivery.State.PENDING, 99)).stream()
                .map(item -> item.alert().tried())
                .toList();
    }

    private List<Check> audited() {
        return desk.run(Wanted.ALL).findings().stream().map(Finding::check).toList();
    }

    @Test
    void token_thatIsProvenAndClean_isArmed() {
        assertThat(state()).isEqualTo(TokenState.ISSUED);
        assertThat(audited()).isEmpty();
        assertThat(state()).isEqualTo(TokenState.ARMED);
    }

    @Test
    void token_withAPolicy_isUnprotected_untilThatIsGone() {
        inline.add(new Inline("p", false));
        assertThat(audited()).containsExactly(Check.INLINE_POLICY);
        assertThat(state()).isEqualTo(TokenState.UNPROTECTED);
        inline.clear();
        audited();
        assertThat(state()).isEqualTo(TokenState.ARMED);
    }

    @Test
    void drift_isTamper_toldOnce_andAgainWhenItComesBack() {
        inline.add(new Inline("p", false));
        audited();
        assertThat(incidents()).as("so it was when it was first looked at").isEmpty();
        inline.clear();
        audited();
        inline.add(new Inline("p", false));
        audited();
        audited();
        assertThat(incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.sightings()).isEqualTo(1);
            assertThat(incident.severity()).isEqualTo(io.keycanary.incident.Severity.MEDIUM);
        });
        assertThat(alerts()).singleElement().asString().contains("the user has the inline policy p", "inline-policy");
        assertThat(state()).as("an incident is open").isEqualTo(TokenState.TRIGGERED);
    }

    @Test
    void drift_besideAnotherInAnOpenIncident_isToldToo_butOnceForEachAudit() {
        audited();
        inline.add(new Inline("p", false));
        inline.add(new Inline("q", false));
        audited();
        assertThat(alerts()).hasSize(1);
        inline.add(new Inline("r", false));
        audited();
        assertThat(alerts()).hasSize(2).anySatisfy(tried -> assertThat(tried).contains("inline policy r"));
    }

    private void drilled(Instant at, Map<DetectionPath, Duration> lags) {
        Map<DetectionPath, Instant> arrivals = new EnumMap<>(DetectionPath.class);
        lags.forEach((path, lag) -> arrivals.put(path, at.plus(lag)));
        Sighting given = Example.sighting(token, Disposition.DRILL, null);
        ledger.change(stores -> stores.incidents()
                .put(new Sighting(
                        given.id(),
                        new RecordId("drill-" + at, AWS.id()),
                        token,
                        SightingKind.USE,
                        Disposition.DRILL,
                        given.facts(),
                        true,
                        at,
                        at,
                        List.of(),
                        arrivals,
                        new byte[0],
                        "",
                        null)));
    }

    /** Set up long ago, so that drills of today count. */
    private void appliedYesterday() {
        ledger.change(stores -> stores.pipelines()
                .put(new InstalledPipeline(
                        WATCH.site(), List.of(), new Choice(true, true, false, false), NOW.minusSeconds(86_400))));
    }

    @Test
    void path_thatMissedTheNewestDrill_isSilent_andOneThatWasLateIsLate() {
        appliedYesterday();
        Duration minute = Duration.ofMinutes(1);
        Map<DetectionPath, Duration> all = Map.of(
                DetectionPath.EVENTBRIDGE,
                minute,
                DetectionPath.TRAIL_S3,
                minute.multipliedBy(16),
                DetectionPath.TRAIL_LOGS,
                minute,
                DetectionPath.EVENT_HISTORY,
                minute.multipliedBy(30));
        drilled(NOW.minus(Duration.ofHours(3)), all);
        assertThat(desk.run(Wanted.ALL).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(Check.PATH_LATE);
            assertThat(finding.statement()).contains("trail-s3 brought the newest use 16 minutes");
        });
        drilled(NOW.minus(Duration.ofHours(1)), Map.of(DetectionPath.EVENTBRIDGE, minute));
        assertThat(audited()).containsExactlyInAnyOrder(Check.PATH_SILENT, Check.PATH_SILENT, Check.PATH_SILENT);
        assertThat(state()).as("another path still tells").isEqualTo(TokenState.ARMED);
    }

    @Test
    void path_whoseTimeIsNotOver_orThatWasSetUpSince_isNotSilent() {
        appliedYesterday();
        drilled(NOW.minus(Duration.ofMinutes(14)), Map.of(DetectionPath.EVENTBRIDGE, Duration.ofMinutes(1)));
        assertThat(audited()).isEmpty();
        drilled(NOW.minus(Duration.ofHours(25)), Map.of(DetectionPath.EVENTBRIDGE, Duration.ofMinutes(1)));
        assertThat(audited()).isEmpty();
    }

    @Test
    void drift_whoseCallWasTold_joinsItsIncidentWithoutAnotherAlert() throws InterruptedException {
        audited();
        putUserPolicy("e1");
        assertThat(alerts()).hasSize(1);
        inline.add(new Inline("p", false));
        audited();
        audited();
        assertThat(incidents())
                .singleElement()
                .satisfies(incident -> assertThat(incident.sightings()).isEqualTo(2));
        assertThat(alerts()).singleElement().asString().contains("iam:PutUserPolicy");
    }

    @Test
    void drift_besideACallThatWasToldAndRefused_isToldAllTheSame() throws InterruptedException {
        audited();
        putUserPolicy("e1", "AccessDenied");
        inline.add(new Inline("p", false));
        audited();
        assertThat(alerts()).hasSize(2);
    }

    private void putUserPolicy(String id, String... error) throws InterruptedException {
        String refused = error.length == 0 ? "" : "\"errorCode\":\"" + error[0] + "\",";
        String record = """
                {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"AIDAEVE",\
                "arn":"arn:aws:iam::123456789012:user/eve","accountId":"123456789012","accessKeyId":"AKIAEVE"},\
                "eventTime":"2026-11-28T12:00:00Z","eventSource":"iam.amazonaws.com","eventName":"PutUserPolicy",\
                "awsRegion":"us-east-1","sourceIPAddress":"198.51.100.9","userAgent":"aws-cli/2",%s\
                "requestParameters":{"userName":"svc-report","policyName":"p"},"responseElements":null,\
                "requestID":"%s","eventID":"%s","readOnly":false,"recipientAccountId":"123456789012"}""".formatted(refused, id, id);
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        new Intake(ledger, new Watchlist(ledger), CASEWORK, CLOCK, () -> {})
                .offer(new RecordBytes(
                        DetectionPath.EVENTBRIDGE, "test", RecordBytes.Bytes.of(bytes), NOW, true, null));
    }

    @Test
    void drift_besideAFindingThatStays_isToldAllTheSame() {
        inline.add(new Inline("old", false));
        audited();
        inline.add(new Inline("new", false));
        audited();
        assertThat(alerts()).singleElement().asString().contains("the user has the inline policy new");
    }

    @Test
    void drift_inAnAccountThatIsNeverSeenWhole_isToldEachTimeThatItComes() {
        Instant[] now = {NOW};
        TokenAuditDesk later = new TokenAuditDesk(
                ledger,
                () -> now[0],
                () -> this,
                new PipelineLook(ledger, () -> this, account -> REGIONS, CLOCK),
                () -> new PolicyFacts(NOW, false, NOW),
                new AuditSightings(CASEWORK, CLOCK),
                "test");
        gaps.put(Area.GUARDRAIL, new NotChecked(AWS.id(), Area.GUARDRAIL, "policies", "denied", Kind.FAILED));
        for (int round = 0; round < 6; round++) {
            now[0] = NOW.plus(Duration.ofHours(round));
            inline.clear();
            if (round == 1 || round == 2 || round == 4) {
                inline.add(new Inline("p", false));
            }
            later.run(Wanted.ALL);
        }
        assertThat(incidents())
                .singleElement()
                .satisfies(incident -> assertThat(incident.sightings()).isEqualTo(2));
    }

    @Test
    void finding_thatCouldNotBeLookedForOnce_isNotNewAfterThat() {
        inline.add(new Inline("p", false));
        audited();
        failure = new AccountException(Reason.DENIED, "no");
        audited();
        failure = null;
        audited();
        assertThat(incidents()).isEmpty();
    }

    @Test
    void auditOfOneToken_forgetsNothingThatItDoesNotLookAt() {
        inline.add(new Inline("p", false));
        audited();
        inline.clear();
        desk.run(new Wanted(
                List.of(ledger.<CanaryToken>read(
                        stores -> stores.tokens().find(token).orElseThrow())),
                List.of(),
                false,
                Set.of()));
        inline.add(new Inline("p", false));
        audited();
        assertThat(incidents()).as("no whole audit saw it gone").isEmpty();
    }

    @Test
    void token_whosePipelineIsBroken_isUnprotected() {
        links.add(new Link("trail watch", Standing.WRONG, "it is stopped"));
        assertThat(audited()).containsExactly(Check.PIPELINE_BROKEN);
        assertThat(state()).isEqualTo(TokenState.UNPROTECTED);
    }

    @Test
    void pipeline_thatIsBroken_isAnIncident_unlessItCouldNotBeSeen() {
        appliedYesterday();
        links.add(new Link("trail watch", Standing.WRONG, "it is stopped"));
        unseenPipeline = new AccountException(Reason.DENIED, "cloudtrail:GetTrailStatus");
        assertThat(desk.run(Wanted.ALL).complete()).isFalse();
        desk.run(new Wanted(List.of(), List.of(), false, Set.of(Area.PIPELINE)));
        assertThat(incidents()).isEmpty();
        unseenPipeline = null;
        audited();
        unseenPipeline = new AccountException(Reason.DENIED, "cloudtrail:GetTrailStatus");
        audited();
        unseenPipeline = null;
        audited();
        assertThat(incidents())
                .singleElement()
                .satisfies(incident -> assertThat(incident.sightings()).isEqualTo(1));
        assertThat(alerts()).singleElement().asString().contains("trail watch: it is stopped");
    }

    @Test
    void outcome_isKept_andThatOfATokenAloneIsNot() {
        links.add(new Link("trail watch", Standing.WRONG, "it is stopped"));
        audited();
        links.clear();
        inline.add(new Inline("p", false));
        CanaryToken alone =
                ledger.<CanaryToken>read(stores -> stores.tokens().find(token).orElseThrow());
        desk.run(new Wanted(List.of(alone), List.of(), false, Set.of()));
        ledger.change(stores -> {
            assertThat(AuditResults.of(stores, token).orElseThrow().findings()).isEmpty();
            assertThat(AuditResults.ofAccounts(stores)).containsOnlyKeys("", AWS.id());
            assertThat(AuditResults.ofAccounts(stores).values())
                    .flatExtracting(AuditResults.Result::findings)
                    .extracting(Finding::statement)
                    .containsExactly("trail watch: it is stopped");
        });
    }

    @Test
    void token_thatIsQuarantined_isBurnt() {
        inline.add(new Inline("AWSExposedCredentialPolicy_DO_NOT_REMOVE", true));
        assertThat(audited()).containsExactly(Check.QUARANTINED);
        assertThat(state()).isEqualTo(TokenState.BURNT);
        audited();
        assertThat(incidents())
                .singleElement()
                .satisfies(incident -> assertThat(incident.sightings()).isEqualTo(1));
        assertThat(alerts()).singleElement().asString().contains("quarantine");
    }

    @Test
    void audit_thatIsIncomplete_makesNothingClean_butSaysWhatItSaw() {
        gaps.put(Area.KEYS, new NotChecked(AWS.id(), Area.KEYS, "keys", "denied", Kind.FAILED));
        assertThat(desk.run(Wanted.ALL).complete()).isFalse();
        assertThat(state()).isEqualTo(TokenState.ISSUED);
        inline.add(new Inline("p", false));
        audited();
        assertThat(state()).as("an incident is open").isEqualTo(TokenState.TRIGGERED);
    }

    @Test
    void rounds_auditOnceInEachInterval_whoeverDoesIt() {
        Instant[] now = {NOW};
        InstantSource moving = () -> now[0];
        AuditRounds one = new AuditRounds(ledger, desk, Duration.ofHours(4), Set.of(), moving);
        AuditRounds other = new AuditRounds(ledger, desk, Duration.ofHours(4), Set.of(), moving);
        assertThat(one.sweep()).isPresent();
        assertThat(other.sweep()).isEmpty();
        now[0] = NOW.plus(Duration.ofHours(4));
        assertThat(other.sweep()).isPresent();
        assertThat(one.sweep()).isEmpty();
        now[0] = NOW.minus(Duration.ofDays(1));
        assertThat(one.sweep()).as("the clock was set back").isPresent();
    }

    @Test
    void account_thatCannotBeAsked_isNotChecked_andRefusedWhenItAloneWasAskedFor() {
        failure = new AccountException(Reason.DENIED, "no");
        AuditRun run = desk.run(Wanted.ALL);
        assertThat(run.complete()).isFalse();
        assertThat(run.notChecked()).extracting(NotChecked::why).contains("no");
        assertThatThrownBy(() -> desk.run(new Wanted(List.of(), List.of(PROD), false, Set.of())))
                .isSameAs(failure);
    }

    @Test
    void pipeline_thatWasRemoved_isMissed() {
        pipelines.removed(WATCH.site(), new Choice(true, false, false, false), "test");
        assertThat(audited()).isEmpty();
        pipelines.removed(WATCH.site(), new Choice(true, true, false, false), "test");
        assertThat(audited()).containsExactly(Check.PIPELINE_NONE);
    }

    @Test
    void token_ofAnAccountThatNobodyAdded_isNotChecked() {
        ledger.change(stores -> stores.accounts().remove("prod"));
        AuditRun run = desk.run(Wanted.ALL);
        assertThat(run.complete()).isFalse();
        assertThat(run.notChecked().getFirst().what()).contains(AWS.id());
        assertThat(state()).isEqualTo(TokenState.ISSUED);
    }
}
