package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.desk.AccountDesk;
import io.keycanary.desk.PipelineDesk;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Severity;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.Site;
import io.keycanary.source.AlarmNotice;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.Outcome;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import io.keycanary.token.TokenState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The alarm rang, and nobody knows yet for whom. */
class AlarmsTest {
    private static final String ACCOUNT = "123456789012";
    private static final String ALARM = "arn:aws:cloudwatch:us-east-1:" + ACCOUNT + ":alarm:activity-watch";
    private static final Site SITE = new Site(ACCOUNT, "aws", "us-east-1", List.of(), "activity-watch");
    private static final Instant RANG = Desk.T.plus(Duration.ofMinutes(6));

    private final Desk desk = new Desk();
    private final CanaryToken token = new CanaryToken(
            TokenId.next(desk.clock),
            "svc-report",
            new Account.AwsAccount(ACCOUNT),
            new DecoyIdentity("arn:aws:iam::" + ACCOUNT + ":user/batch/svc-report", "AIDARZPUZDIKGB2VALC4X"),
            List.of(new AccessKey("AKIARZPUZDIKGB2VALC4", Desk.T, null, true)),
            CanaryToken.Stewardship.NONE,
            TokenFacts.planned(Desk.T).issued(Desk.T, null));

    @BeforeEach
    void accountWithTokenAndPipeline() {
        new AccountDesk(desk.ledger, desk.clock)
                .add(
                        "prod",
                        ACCOUNT,
                        new AccountAccess(null, null, null, "us-east-1", null),
                        "/batch/",
                        new DecoyTag("CostUnit", "x"),
                        "test");
        new PipelineDesk(desk.ledger, desk.clock)
                .installed(
                        Blueprint.of(SITE, List.of(token), List.of("/batch/"), 100, List.of()),
                        new Choice(true, false, false, false),
                        "test");
        desk.ledger.change(stores -> stores.tokens().add(token));
        desk.pass(Duration.ofMinutes(20));
    }

    private void rang(Instant at) {
        try {
            assertThat(desk.intake.offer(new AlarmNotice(ACCOUNT, "activity-watch", ALARM, at, at.plusSeconds(2))))
                    .isInstanceOf(Outcome.Done.class);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a test", e);
        }
    }

    private void used(String id, String service, String action, Instant at, DetectionPath path) {
        String record = new CloudTrail.Call(token, id, service, action, "198.51.100.7", at.toString()).json();
        assertThat(desk.offer(record, path, true, null)).isInstanceOf(Outcome.Done.class);
    }

    private List<Sighting> sightings() {
        return desk.ledger.read(
                stores -> stores.incidents().sightings(desk.all().getFirst().id(), null, 100));
    }

    private TokenState state() {
        return desk.tokens.require("svc-report").state();
    }

    @Test
    void alarm_withoutARecord_isToldOnce_withWhatIsKnown() {
        rang(RANG);
        rang(RANG);
        assertThat(desk.all()).singleElement().satisfies(incident -> {
            assertThat(incident.token()).isEqualTo(SITE.id());
            assertThat(incident.severity()).isEqualTo(Severity.HIGH);
        });
        assertThat(sightings()).singleElement().satisfies(sighting -> {
            assertThat(sighting.identity()).isEqualTo(new SightingId.AlarmId(ALARM, RANG));
            assertThat(sighting.arrivals()).containsOnlyKeys(DetectionPath.TRAIL_LOGS);
        });
        Alert alert = desk.alerts().getFirst();
        assertThat(desk.alerts()).hasSize(1);
        assertThat(alert.leaked()).contains("pipeline activity-watch", ACCOUNT);
        assertThat(alert.tried()).contains("a decoy of the account was used", RANG.toString());
        assertThat(alert.from()).isEqualTo("unknown (an alarm does not say who)");
        assertThat(alert.todo()).contains("log group", "cloudwatch-insights");
    }

    @Test
    void record_foundLater_joinsTheIncident_andMakesItOneOfItsToken_withoutASecondAlert() {
        rang(RANG);
        used("e1", "ec2", "DescribeInstances", Desk.T.plus(Duration.ofMinutes(1)), DetectionPath.TRAIL_LOGS);
        Incident incident = desk.all().getFirst();
        assertThat(desk.all()).hasSize(1);
        assertThat(incident.token()).isEqualTo(token.id());
        assertThat(sightings()).hasSize(2);
        assertThat(desk.alerts()).hasSize(1);
        assertThat(state()).isEqualTo(TokenState.TRIGGERED);
        rang(RANG);
        assertThat(sightings()).as("the same notice again").hasSize(2);
    }

    @Test
    void graverRecord_foundLater_isTold() {
        rang(RANG);
        used("e1", "iam", "CreateUser", Desk.T.plus(Duration.ofMinutes(1)), DetectionPath.TRAIL_LOGS);
        assertThat(desk.all()).hasSize(1);
        assertThat(desk.alerts()).hasSize(2);
    }

    @Test
    void alarm_thatAnotherPathExplains_isOneMoreArrivalOfThatUse() {
        used("e1", "s3", "GetObject", Desk.T.plus(Duration.ofMinutes(1)), DetectionPath.TRAIL_S3);
        rang(RANG);
        assertThat(sightings())
                .singleElement()
                .satisfies(sighting -> assertThat(sighting.arrivals())
                        .containsOnlyKeys(DetectionPath.TRAIL_S3, DetectionPath.TRAIL_LOGS));
        assertThat(desk.alerts()).hasSize(1);
    }

    @Test
    void use_longBeforeOrAfterTheAlarm_hasNothingToDoWithIt() {
        used("e1", "s3", "GetObject", RANG.minus(Duration.ofMinutes(21)), DetectionPath.TRAIL_S3);
        rang(RANG);
        used("e2", "s3", "GetObject", RANG.plusSeconds(1), DetectionPath.TRAIL_S3);
        assertThat(desk.all()).hasSize(2);
        assertThat(desk.alerts())
                .as("one for each; the second use is nothing new")
                .hasSize(2);
    }
}
