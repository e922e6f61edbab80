package io.keycanary.intake;

import static io.keycanary.intake.CloudTrail.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.desk.DrillDesk;
import io.keycanary.drill.Drill;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Severity;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SourceFacts;
import io.keycanary.incident.SourceLookup;
import io.keycanary.incident.Verdict;
import io.keycanary.intake.CloudTrail.Call;
import io.keycanary.respond.Playbooks;
import io.keycanary.source.Checkpoint;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordBytes;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final Desk desk = new Desk();
    private final CanaryToken token = desk.token("svc-backup");

    private Call call(String id, String name, String ip) {
        return new Call(token, id, "ec2", name, ip, "2026-11-23T11:59:58Z");
    }

    @Test
    void offer_use_opensAnIncidentAndPutsOutAnAlert() {
        assertThat(desk.offer(file(List.of(call("e1", "DescribeInstances", "198.51.100.7")))))
                .isEqualTo(new Outcome.Done());
        Incident incident = desk.all().getFirst();
        assertThat(incident.token()).isEqualTo(token.id());
        assertThat(incident.severity()).isEqualTo(Severity.HIGH);
        assertThat(incident.firstSeenAt()).isEqualTo("2026-11-23T11:59:58Z");
        Alert alert = desk.alerts().getFirst();
        assertThat(alert.reason()).isEqualTo(Alert.Reason.FIRST_SIGHTING);
        assertThat(alert.leaked()).contains("svc-backup");
        assertThat(alert.tried()).isEqualTo("recon (ec2:DescribeInstances), refused: AccessDenied");
        assertThat(alert.from()).isEqualTo("198.51.100.7 in eu-west-1, claims to be AWS CLI 2");
        assertThat(desk.tokens.require("svc-backup").state()).isEqualTo(TokenState.TRIGGERED);
    }

    @Test
    void offer_addressThatIsKnown_isToldInTheAlertWithTheRisk() throws InterruptedException {
        SourceLookup sources = ip -> new SourceFacts("198.51.100.7".equals(ip), null, "AS64500 Example", "NL", null);
        Intake knowing = new Intake(
                desk.ledger,
                new Watchlist(desk.ledger),
                new Casework(desk.alertDesk, Playbooks.NONE, sources, desk.clock),
                desk.clock,
                () -> {});
        byte[] record = call("e1", "DescribeInstances", "198.51.100.7").json().getBytes(StandardCharsets.UTF_8);

        knowing.offer(new RecordBytes(DetectionPath.FILES, "test", RecordBytes.Bytes.of(record), Desk.T, true, null));

        Alert alert = desk.alerts().getFirst();
        assertThat(alert.from())
                .isEqualTo("198.51.100.7 (Tor exit, AS64500 Example, NL) in eu-west-1, claims to be AWS CLI 2");
        assertThat(alert.details())
                .containsExactly(
                        "1 sighting, severity HIGH, techniques of this call: T1580 (discovery), T1526 (discovery)",
                        "risk 10 of 100 (low): recon +10");
    }

    @Test
    void offer_sameBatchAgain_changesNothing() {
        String file = file(List.of(
                call("e1", "DescribeInstances", "198.51.100.7"), call("e2", "DescribeInstances", "198.51.100.7")));
        desk.offer(file);
        Incident before = desk.all().getFirst();
        desk.offer(file);
        assertThat(desk.all()).containsExactly(before);
        assertThat(before.sightings()).isEqualTo(2);
        assertThat(desk.alerts()).hasSize(1);
    }

    @Test
    void offer_sameRecordByAnotherPath_addsItsArrival() {
        String record = call("e1", "DescribeInstances", "198.51.100.7").json();
        desk.offer(record);
        desk.pass(Duration.ofSeconds(40));
        desk.offer(record, DetectionPath.TRAIL_S3, true, null);
        Sighting sighting =
                desk.incidents.open(desk.all().getFirst().id()).sightings().getFirst();
        assertThat(sighting.arrivals())
                .containsEntry(DetectionPath.FILES, Desk.T)
                .containsEntry(DetectionPath.TRAIL_S3, Desk.T.plusSeconds(40));
        assertThat(desk.alerts()).hasSize(1);
    }

    @Test
    void offer_addendum_updatesAndNeverAlertsAgain() {
        desk.offer(call("e1", "DescribeInstances", "198.51.100.7").json());
        String late = call("e9", "DescribeInstances", "203.0.113.9").json();
        desk.offer(late.substring(0, late.length() - 1)
                + ",\"addendum\":{\"reason\":\"UPDATED_DATA\",\"originalEventID\":\"e1\"}}");
        Sighting sighting =
                desk.incidents.open(desk.all().getFirst().id()).sightings().getFirst();
        assertThat(sighting.facts().sourceIp()).isEqualTo("203.0.113.9");
        assertThat(desk.all().getFirst().sightings()).isEqualTo(1);
        assertThat(desk.alerts()).hasSize(1);
    }

    @Test
    void offer_withCheckpoint_storesItTogether() {
        desk.offer("{}", DetectionPath.FILES, true, new Checkpoint("folder", "7"));
        assertThat(desk.position("folder")).contains("7");
    }

    @Test
    void offer_wrongSignature_isLowAndMarked() {
        desk.offer(call("e1", "DescribeInstances", "198.51.100.7").json(), DetectionPath.ENDPOINT, false, null);
        assertThat(desk.all().getFirst().severity()).isEqualTo(Severity.LOW);
        assertThat(desk.alerts().getFirst().tried()).contains("wrong signature");
    }

    @Test
    void offer_foreignText_isDoneAndCounted() {
        assertThat(desk.offer("hello, this is no log")).isEqualTo(new Outcome.Done());
        assertThat(desk.intake.counts().foreign()).isEqualTo(1);
    }

    @Test
    void offer_brokenBehindAMatch_keepsTheMatchAndTheDamage() {
        String whole =
                file(List.of(call("e1", "DescribeInstances", "198.51.100.7"), call("e2", "RunInstances", "1.2.3.4")));
        assertThat(desk.offer(whole.substring(0, whole.length() - 200))).isInstanceOf(Outcome.Reject.class);
        assertThat(desk.all()).hasSize(1);
        long quarantined = desk.ledger.read(stores -> stores.quarantine().count());
        assertThat(quarantined).isPositive();
    }

    @Test
    void offer_sessionKey_isLearnedAndWatched() {
        String record = call("e1", "GetSessionToken", "198.51.100.7")
                .json()
                .replace("\"errorCode\":\"AccessDenied\",", "")
                .replace("ec2.amazonaws.com", "sts.amazonaws.com")
                .replace(
                        "\"responseElements\":null",
                        "\"responseElements\":{\"credentials\":{\"accessKeyId\":\"ASIAQTESTTESTTESTTES\","
                                + "\"expiration\":\"Nov 24, 2026, 12:00:00 AM\",\"sessionToken\":\"verysecret\"}}");
        desk.offer(record);
        Optional<CanaryToken> found = desk.ledger.read(stores -> stores.tokens().byKey("ASIAQTESTTESTTESTTES"));
        assertThat(found).map(CanaryToken::id).contains(token.id());
        Sighting sighting =
                desk.incidents.open(desk.all().getFirst().id()).sightings().getFirst();
        assertThat(new String(sighting.record(), StandardCharsets.UTF_8)).doesNotContain("verysecret");
    }

    @Test
    void offer_afterResolution_opensALinkedIncident() {
        desk.offer(call("e1", "DescribeInstances", "198.51.100.7").json());
        Incident first = desk.all().getFirst();
        desk.incidents.resolve(first.id(), OptionalLong.empty(), "ann", Verdict.TRUE_POSITIVE, "rotated");
        desk.pass(Duration.ofHours(1));
        desk.offer(new Call(token, "e2", "ec2", "DescribeInstances", "198.51.100.7", "2026-11-23T12:59:00Z").json());
        assertThat(desk.all()).hasSize(2);
        assertThat(desk.all().getFirst().previous()).isEqualTo(first.id());
    }

    @Test
    void offer_lateRecordFromBeforeTheResolution_joinsTheOldIncident() {
        desk.offer(call("e1", "DescribeInstances", "198.51.100.7").json());
        Incident first = desk.all().getFirst();
        desk.incidents.resolve(first.id(), OptionalLong.empty(), "ann", Verdict.TRUE_POSITIVE, "");
        desk.pass(Duration.ofHours(1));
        desk.offer(call("e2", "DescribeInstances", "198.51.100.7").json());
        assertThat(desk.all()).hasSize(1);
        assertThat(desk.all().getFirst().sightings()).isEqualTo(2);
        assertThat(desk.all().getFirst().state()).isEqualTo(IncidentState.RESOLVED);
    }

    @Test
    void offer_twoTokensFromOneNetwork_areOneCampaign() {
        CanaryToken other = desk.token("svc-deploy");
        CanaryToken elsewhere = desk.token("svc-audit");
        desk.offer(call("e1", "DescribeInstances", "198.51.100.7").json());
        desk.offer(new Call(other, "e2", "ec2", "RunInstances", "198.51.100.99", "2026-11-23T11:59:59Z").json());
        desk.offer(new Call(elsewhere, "e3", "ec2", "RunInstances", "203.0.113.9", "2026-11-23T11:59:59Z").json());
        assertThat(desk.all())
                .extracting(Incident::campaign)
                .filteredOn(c -> c != null)
                .hasSize(2);
        assertThat(desk.all().stream()
                        .map(Incident::campaign)
                        .filter(c -> c != null)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void offer_oldLogsReadTogether_areOneCampaignOnlyIfTheyHappenedTogether() {
        List<CanaryToken> others = List.of(desk.token("svc-deploy"), desk.token("svc-audit"));
        desk.offer(new Call(token, "e1", "ec2", "RunInstances", "198.51.100.7", "2026-01-20T08:00:00Z").json());
        desk.offer(new Call(others.get(0), "e2", "ec2", "RunInstances", "198.51.100.9", "2026-03-01T08:00:00Z").json());
        assertThat(desk.all()).extracting(Incident::campaign).containsOnlyNulls();
        desk.offer(new Call(others.get(1), "e3", "ec2", "RunInstances", "198.51.100.8", "2026-01-14T08:00:00Z").json());
        assertThat(desk.all())
                .filteredOn(incident -> incident.campaign() != null)
                .extracting(Incident::token)
                .containsExactlyInAnyOrder(token.id(), others.get(1).id());
    }

    @Test
    void offer_oneTokenFromTheNetworksOfTwoCampaigns_makesThemOne() {
        List<CanaryToken> tokens = List.of(token, desk.token("a"), desk.token("b"), desk.token("c"));
        List<String> addresses = List.of("198.51.100.7", "198.51.100.8", "203.0.113.9", "203.0.113.10");
        for (int i = 0; i < 4; i++) {
            desk.offer(new Call(tokens.get(i), "e" + i, "ec2", "RunInstances", addresses.get(i), "2026-11-23T11:59:59Z")
                    .json());
        }
        assertThat(desk.all().stream().map(Incident::campaign).distinct()).hasSize(2);
        desk.offer(new Call(tokens.get(3), "e4", "ec2", "RunInstances", "198.51.100.9", "2026-11-23T11:59:59Z").json());
        assertThat(desk.all().stream().map(Incident::campaign).distinct())
                .singleElement()
                .isEqualTo(desk.all().stream()
                        .map(Incident::id)
                        .min(java.util.Comparator.comparing(UUID::toString))
                        .orElseThrow());
    }

    @Test
    void drill_ownUse_armsTheTokenAndOpensNothing() {
        Drill drill = desk.drills.begin(token.id(), "ann");
        desk.offer(call("e1", "GetCallerIdentity", "198.51.100.7").json());
        assertThat(desk.all()).isEmpty();
        desk.drills.end(drill.id(), "req-e1", "ann");
        assertThat(desk.all()).isEmpty();
        assertThat(desk.alerts()).isEmpty();
        assertThat(desk.tokens.require("svc-backup").state()).isEqualTo(TokenState.ARMED);
    }

    @Test
    void drill_intruderInBetween_alertsWhenTheDrillEnds() {
        Drill drill = desk.drills.begin(token.id(), "ann");
        desk.offer(call("e1", "GetCallerIdentity", "198.51.100.7").json());
        desk.offer(call("e2", "GetCallerIdentity", "203.0.113.9").json());
        desk.drills.end(drill.id(), "req-e1", "ann");
        assertThat(desk.all()).hasSize(1);
        assertThat(desk.alerts().getFirst().from()).startsWith("203.0.113.9");
    }

    @Test
    void drill_thatNeverEnds_delaysNoLongerThanItsPatience() {
        desk.drills.begin(token.id(), "ann");
        desk.offer(call("e1", "GetCallerIdentity", "198.51.100.7").json());
        desk.pass(DrillDesk.PATIENCE);
        desk.drills.sweep();
        assertThat(desk.all()).hasSize(1);
        assertThat(desk.alerts()).hasSize(1);
    }

    @Test
    void offer_lookByAnother_waitsForTheDailyDigest() {
        String look = """
            {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAQXXXXXXXXXXXXXXXX:scan",\
            "arn":"arn:aws:sts::111122223333:assumed-role/scan/scan","accountId":"111122223333"},\
            "eventTime":"2026-11-23T11:59:58Z","eventSource":"iam.amazonaws.com","eventName":"ListAccessKeys",\
            "awsRegion":"us-east-1","sourceIPAddress":"192.0.2.1","userAgent":"x","readOnly":true,\
            "requestParameters":{"userName":"svc-backup"},"eventID":"t1","recipientAccountId":"111122223333"}""";
        desk.offer(look);
        assertThat(desk.all()).isEmpty();
        List<Sighting> looks = desk.ledger.read(s -> s.incidents().withDisposition(Disposition.LOOK, Desk.T, 10));
        assertThat(looks).hasSize(1);
        new Digests(desk.ledger, desk.alertDesk, desk.clock).sweep();
        assertThat(desk.alerts()).extracting(Alert::reason).containsExactly(Alert.Reason.DIGEST);
    }
}
