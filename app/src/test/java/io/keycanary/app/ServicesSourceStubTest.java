package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.aws.AwsAccounts;
import io.keycanary.aws.ReportSource;
import io.keycanary.aws.ServicesSource;
import io.keycanary.aws.UsesTaken;
import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.Site;
import io.keycanary.source.Checkpoint;
import io.keycanary.source.LastUse;
import io.keycanary.source.RecordSource;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What IAM says of services and in its report: a stub of its documented answers, because moto has not the first. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ServicesSourceStubTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final String ARN = "arn:aws:iam::123456789012:user/batch/svc-report";
    private static final String KEY = "AKIARZPUZDIKGB2VALC4";
    static final String JOB = """
            <GenerateServiceLastAccessedDetailsResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">\
            <GenerateServiceLastAccessedDetailsResult><JobId>90119fcc-dbb3-4dfd-b1a5-e6ecEXAMPLE1</JobId>\
            </GenerateServiceLastAccessedDetailsResult><ResponseMetadata><RequestId>r1</RequestId>\
            </ResponseMetadata></GenerateServiceLastAccessedDetailsResponse>""";

    static final String DETAILS = """
            <GetServiceLastAccessedDetailsResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">\
            <GetServiceLastAccessedDetailsResult><JobStatus>COMPLETED</JobStatus><JobType>SERVICE_LEVEL</JobType>\
            <ServicesLastAccessed><member><ServiceName>Amazon SQS</ServiceName>\
            <LastAuthenticated>2026-11-28T11:00:00Z</LastAuthenticated>\
            <LastAuthenticatedRegion>eu-west-1</LastAuthenticatedRegion><ServiceNamespace>sqs</ServiceNamespace>\
            <TotalAuthenticatedEntities>1</TotalAuthenticatedEntities></member>\
            <member><ServiceName>Amazon S3</ServiceName><ServiceNamespace>s3</ServiceNamespace>\
            <TotalAuthenticatedEntities>0</TotalAuthenticatedEntities></member></ServicesLastAccessed>\
            <IsTruncated>false</IsTruncated></GetServiceLastAccessedDetailsResult>\
            <ResponseMetadata><RequestId>r2</RequestId></ResponseMetadata></GetServiceLastAccessedDetailsResponse>""";

    private final MemoryLedger ledger = new MemoryLedger();
    private final List<LastUse> uses = new ArrayList<>();
    private final TokenId token = TokenId.next(() -> NOON);
    private Instant now = NOON;
    private MotoWithStubs iam;

    private final RecordSource.Sink sink = new UsesTaken(uses);

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "AKIAQTESTTESTTESTTES");
        System.setProperty("aws.secretAccessKey", "secret");
        iam = new MotoWithStubs(URI.create("http://127.0.0.1:1"));
        iam.answer("GenerateServiceLastAccessedDetails", 200, JOB);
        iam.answer("GetServiceLastAccessedDetails", 200, DETAILS);
        ledger.change(stores -> stores.tokens()
                .add(new CanaryToken(
                        token,
                        "svc-report",
                        new AwsAccount("123456789012"),
                        new DecoyIdentity(ARN, "AIDARZPUZDIKGB2VALC4X"),
                        List.of(new AccessKey(KEY, NOON.minusSeconds(86_400), null, true)),
                        CanaryToken.Stewardship.NONE,
                        TokenFacts.planned(NOON.minusSeconds(86_400)))));
    }

    @AfterEach
    void stop() {
        iam.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private Located where() {
        return new Located(
                new ManagedAccount(
                        "prod",
                        new AwsAccount("123456789012"),
                        new AccountAccess(null, null, null, "us-east-1", iam.url()),
                        "/batch/",
                        new DecoyTag("CostUnit", "4711"),
                        Instant.EPOCH),
                new InstalledPipeline(
                        new Site("123456789012", "aws", "us-east-1", List.of(), "watch"),
                        List.of(),
                        new Choice(true, true, false, false),
                        Instant.EPOCH));
    }

    private ServicesSource services() {
        return new ServicesSource(where(), new AwsAccounts(() -> now, request -> {}), ledger, () -> now, of -> {});
    }

    private void settled(Instant lastUse) {
        ledger.change(stores -> stores.checkpoints().put(new Checkpoint("last-used/" + KEY, lastUse.toString())));
    }

    private void later(Duration time) {
        now = now.plus(time);
        uses.clear();
    }

    @Test
    void services_thatWereTried_areTold_andThoseThatWereNotAreNot() throws Exception {
        services().poll(sink);
        assertThat(uses)
                .containsExactly(new LastUse(
                        token, "", Instant.parse("2026-11-28T11:00:00Z"), "sqs", "eu-west-1", LastUse.Net.SERVICE));
    }

    @Test
    void user_isAskedAboutOnceADay_orWhenItsKeyWasUsed_andAgainWhenIamIsLateNoMore() throws Exception {
        ServicesSource source = services();
        source.poll(sink);
        later(Duration.ofHours(1));
        source.poll(sink);
        assertThat(uses).as("nothing moved").isEmpty();
        settled(now);
        later(Duration.ofMinutes(15));
        source.poll(sink);
        assertThat(uses).as("its key was used").hasSize(1);
        later(Duration.ofMinutes(15));
        source.poll(sink);
        assertThat(uses).isEmpty();
        later(Duration.ofHours(4));
        source.poll(sink);
        assertThat(uses).as("what IAM showed late").hasSize(1);
        later(Duration.ofHours(12));
        source.poll(sink);
        assertThat(uses).isEmpty();
        later(Duration.ofHours(12));
        source.poll(sink);
        assertThat(uses).as("once a day").hasSize(1);
    }

    @Test
    void jobThatIsNeverDone_isAProblem_andTriedAgain() throws Exception {
        iam.answer("GetServiceLastAccessedDetails", 200, DETAILS.replace("COMPLETED", "IN_PROGRESS"));
        ServicesSource source = services();
        source.poll(sink);
        assertThat(uses).isEmpty();
        assertThat(source.problem()).contains("services that decoys of prod tried", "does not finish");
        iam.answer("GetServiceLastAccessedDetails", 200, DETAILS);
        later(Duration.ofMinutes(20));
        source.poll(sink);
        assertThat(uses).hasSize(1);
        assertThat(source.problem()).isNull();
    }

    @Test
    void report_tellsTheLastUseOfAKey_andASignIn() throws Exception {
        report("2026-11-27T12:00:03+00:00", "2026-11-28T10:00:00+00:00", "2026-11-28T09:00:00+00:00");
        ReportSource source = new ReportSource(where(), new AwsAccounts(() -> now, request -> {}), ledger, () -> now);
        source.poll(sink);
        assertThat(uses)
                .containsExactly(
                        new LastUse(token, KEY, Instant.parse("2026-11-28T10:00:00Z"), "sqs", "eu-west-1"),
                        new LastUse(
                                token,
                                "",
                                Instant.parse("2026-11-28T09:00:00Z"),
                                "signin",
                                "N/A",
                                LastUse.Net.PASSWORD));
        later(Duration.ofHours(3));
        source.poll(sink);
        assertThat(uses).as("IAM makes none before").isEmpty();
    }

    @Test
    void report_ofAKeyThatTheRegisterDoesNotKnow_isNotTakenForOurs() throws Exception {
        report("2026-11-20T12:00:03+00:00", "2026-11-28T10:00:00+00:00", "no_information");
        new ReportSource(where(), new AwsAccounts(() -> now, request -> {}), ledger, () -> now).poll(sink);
        assertThat(uses).isEmpty();
    }

    private void report(String made, String used, String signedIn) {
        String csv = "user,arn,password_enabled,password_last_used,access_key_1_active,access_key_1_last_rotated,"
                + "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
                + "access_key_2_active,access_key_2_last_rotated\nsvc-report," + ARN + ",false," + signedIn + ",true,"
                + made + "," + used + ",eu-west-1,sqs,false,N/A";
        iam.answer("GenerateCredentialReport", 200, """
                <GenerateCredentialReportResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">\
                <GenerateCredentialReportResult><State>COMPLETE</State></GenerateCredentialReportResult>\
                <ResponseMetadata><RequestId>r3</RequestId></ResponseMetadata></GenerateCredentialReportResponse>""");
        iam.answer("GetCredentialReport", 200, """
                <GetCredentialReportResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">\
                <GetCredentialReportResult><Content>%s</Content><ReportFormat>text/csv</ReportFormat>\
                <GeneratedTime>2026-11-28T11:30:00Z</GeneratedTime></GetCredentialReportResult>\
                <ResponseMetadata><RequestId>r4</RequestId></ResponseMetadata></GetCredentialReportResponse>""".formatted(
                        Base64.getEncoder().encodeToString(csv.getBytes(StandardCharsets.UTF_8))));
    }
}
