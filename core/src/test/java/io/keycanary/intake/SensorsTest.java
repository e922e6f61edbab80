package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.desk.AccountDesk;
import io.keycanary.desk.PipelineDesk;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Severity;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingKind;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.Site;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.Outcome;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.DecoyTag;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody acts on a pipeline itself. */
class SensorsTest {
    private static final String ACCOUNT = "123456789012";
    private static final Site SITE = new Site(ACCOUNT, "aws", "us-east-1", List.of("eu-west-1"), "activity-watch");
    private static final Choice BOTH = new Choice(true, true, false, false);
    private static final String EVE = "arn:aws:sts::" + ACCOUNT + ":assumed-role/Admin/eve";

    private final Desk desk = new Desk();
    private final PipelineDesk pipelines = new PipelineDesk(desk.ledger, desk.clock);

    @BeforeEach
    void accountWithPipeline() {
        new AccountDesk(desk.ledger, desk.clock)
                .add(
                        "prod",
                        ACCOUNT,
                        new AccountAccess(null, null, null, "us-east-1", null),
                        "/batch/",
                        new DecoyTag("CostUnit", "x"),
                        "test");
        pipelines.installed(Blueprint.of(SITE, List.of(), List.of("/batch/"), 100, List.of()), BOTH, "test");
    }

    private static String record(String id, String who, String service, String name, String parameters, boolean reads) {
        return """
            {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAX:eve","arn":"%s",\
            "accountId":"%s","accessKeyId":"ASIAX"},"eventTime":"2026-11-23T11:59:58Z",\
            "eventSource":"%s.amazonaws.com","eventName":"%s","awsRegion":"us-east-1",\
            "sourceIPAddress":"198.51.100.9","userAgent":"aws-cli/2.15.0","requestParameters":%s,\
            "responseElements":null,"requestID":"req-%s","eventID":"%s","readOnly":%s,"eventType":"AwsApiCall",\
            "managementEvent":true,"recipientAccountId":"%s","eventCategory":"Management"}""".formatted(who, ACCOUNT, service, name, parameters, id, id, reads, ACCOUNT);
    }

    private static String stopped(String id) {
        return record(id, EVE, "cloudtrail", "StopLogging", "{\"name\":\"activity-watch\"}", false);
    }

    private List<Sighting> sightings(Incident incident) {
        return desk.ledger.read(stores -> stores.incidents().sightings(incident.id(), null, 100));
    }

    @Test
    void change_ofAPart_opensAnIncidentOfThePipeline() {
        assertThat(desk.offer(stopped("e1"), DetectionPath.EVENTBRIDGE, true, null))
                .isEqualTo(new Outcome.Done());
        Incident incident = desk.all().getFirst();
        assertThat(incident.token()).isEqualTo(SITE.id());
        assertThat(incident.severity()).isEqualTo(Severity.MEDIUM);
        assertThat(sightings(incident)).singleElement().satisfies(sighting -> {
            assertThat(sighting.kind()).isEqualTo(SightingKind.TAMPER);
            assertThat(sighting.matchedBy()).containsExactly("requestParameters.name");
        });
        Alert alert = desk.alerts().getFirst();
        assertThat(alert.leaked())
                .isEqualTo("pipeline activity-watch of account 123456789012, which watches the decoys");
        assertThat(alert.tried()).startsWith("somebody changed what watches the decoys: ");
        assertThat(alert.tried()).contains("cloudtrail:StopLogging");
        assertThat(alert.todo()).contains("keycanary pipeline status");
    }

    @Test
    void sameChange_byAnotherPath_isOneSightingAndOneAlert() {
        desk.offer(stopped("e1"), DetectionPath.EVENTBRIDGE, true, null);
        desk.offer(stopped("e1"), DetectionPath.EVENT_HISTORY, true, null);
        assertThat(sightings(desk.all().getFirst()))
                .singleElement()
                .satisfies(sighting -> assertThat(sighting.arrivals())
                        .containsOnlyKeys(DetectionPath.EVENTBRIDGE, DetectionPath.EVENT_HISTORY));
        assertThat(desk.alerts()).hasSize(1);
    }

    @Test
    void change_thatWeMade_isStoredAndNotTold() {
        desk.ledger.change(stores -> stores.ownCalls().journal("req-e1", Desk.T));
        desk.offer(stopped("e1"), DetectionPath.EVENTBRIDGE, true, null);
        assertThat(desk.all()).isEmpty();
        assertThat(decided(Disposition.OWN)).hasSize(1);
    }

    @Test
    void routineOfTheTrail_isNotTold_andTheSameCallBySomebodyElseIs() {
        String stream = "{\"logGroupName\":\"activity-watch\",\"logStreamName\":\"s\"}";
        String role = "arn:aws:sts::" + ACCOUNT + ":assumed-role/activity-watch-logs/CLOUDTRAIL";
        desk.offer(record("e1", role, "logs", "CreateLogStream", stream, false));
        assertThat(desk.all()).isEmpty();
        desk.offer(record("e2", role, "logs", "DeleteLogStream", stream, false));
        assertThat(desk.all()).hasSize(1);
        desk.offer(record("e3", role.replace("-logs/", "-logs2/"), "logs", "CreateLogStream", stream, false));
        assertThat(sightings(desk.all().getFirst())).hasSize(2);
    }

    @Test
    void reading_andWhatAServiceDoesByItself_isNothing() {
        String bucket = "{\"bucketName\":\"" + SITE.bucket() + "\"}";
        desk.offer(record("e1", EVE, "cloudtrail", "GetTrailStatus", "{\"name\":\"activity-watch\"}", true));
        desk.offer(record("e2", EVE, "s3", "PutObject", bucket, false)
                .replace("\"arn\":\"" + EVE + "\",", "")
                .replace(",\"accessKeyId\":\"ASIAX\"", "")
                .replace("198.51.100.9", "cloudtrail.amazonaws.com"));
        assertThat(desk.all()).isEmpty();
        assertThat(decided(Disposition.LOOK)).isEmpty();
        desk.offer(record("e3", EVE, "s3", "PutObject", bucket, false));
        assertThat(desk.all()).hasSize(1);
    }

    @Test
    void parts_ofEachRegionAndBothBusesAreWatched_andThoseOfOthersAreNot() {
        desk.offer(record("e1", EVE, "events", "DisableRule", "{\"name\":\"activity-watch-path-1\"}", false)
                .replace("us-east-1", "eu-west-1"));
        desk.offer(record(
                "e2",
                EVE,
                "sqs",
                "PurgeQueue",
                "{\"queueUrl\":\"https://sqs.us-east-1.amazonaws.com/" + ACCOUNT + "/activity-watch-dead\"}",
                false));
        desk.offer(record("e3", EVE, "iam", "DeleteRolePolicy", "{\"roleName\":\"activity-watch-events\"}", false));
        desk.offer(record("e4", EVE, "events", "DisableRule", "{\"name\":\"activity-watch-other\"}", false));
        desk.offer(record(
                "e5",
                EVE,
                "sqs",
                "PurgeQueue",
                "{\"queueUrl\":\"https://sqs.us-east-1.amazonaws.com/" + ACCOUNT + "/activity-watch2\"}",
                false));
        assertThat(sightings(desk.all().getFirst()))
                .extracting(sighting -> sighting.facts().eventId())
                .containsExactly("e1", "e2", "e3");
    }

    @Test
    void pipelineThatIsRemoved_isWatchedNoMore_andItsIncidentStaysReadable() {
        desk.offer(stopped("e1"));
        pipelines.removed(SITE, BOTH, "test");
        desk.offer(stopped("e2"));
        Incident incident = desk.all().getFirst();
        assertThat(sightings(incident)).hasSize(1);
        assertThat(desk.ledger.<String>read(stores ->
                        Sensors.find(stores, incident.token()).orElseThrow().label()))
                .isEqualTo("pipeline activity-watch");
    }

    private List<Sighting> decided(Disposition disposition) {
        return desk.ledger.read(stores -> stores.incidents().withDisposition(disposition, Instant.EPOCH, 100));
    }
}
