package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.audit.Audit;
import io.keycanary.audit.Part;
import io.keycanary.audit.Part.Standing;
import io.keycanary.audit.Seen;
import io.keycanary.desk.AccountDesk;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.Verdict;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.Site;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An audit finds parts of a pipeline not as they should be. */
class BrokenPipelinesTest {
    private static final String ACCOUNT = "123456789012";
    private static final Site SITE = new Site(ACCOUNT, "aws", "us-east-1", List.of(), "activity-watch");
    private static final Choice BOTH = new Choice(true, true, false, false);
    private static final Duration ROUND = Duration.ofHours(4);
    private static final Part STOPPED = part("trail activity-watch", Standing.BROKEN, "it is stopped");
    private static final Part NO_ALARM = part("alarm activity-watch", Standing.BROKEN, "");
    private static final Part UNCONFIRMED = part("subscribers", Standing.WAITING, "1 has not confirmed");

    private final Desk desk = new Desk();
    private final AuditSightings sightings = new AuditSightings(desk.casework, desk.clock);
    private ManagedAccount account;

    @BeforeEach
    void accountWithPipeline() {
        account = new AccountDesk(desk.ledger, desk.clock)
                .add(
                        "prod",
                        ACCOUNT,
                        new AccountAccess(null, null, null, "us-east-1", null),
                        "/batch/",
                        new DecoyTag("CostUnit", "x"),
                        "test");
        apply();
    }

    private void apply() {
        desk.ledger.change(
                stores -> stores.pipelines().put(new InstalledPipeline(SITE, List.of(), BOTH, desk.clock.instant())));
    }

    private static Part part(String name, Standing standing, String detail) {
        return new Part(name, "us-east-1", standing, detail);
    }

    private void audited(Part... parts) {
        desk.pass(ROUND);
        auditedAtOnce(parts);
    }

    private void auditedAtOnce(Part... parts) {
        Instant now = desk.clock.instant();
        desk.ledger.change(stores -> sightings.take(
                stores,
                stores.pipelines().find(ACCOUNT, SITE.name()).orElseThrow(),
                Audit.ofPipeline(account, new Seen<>(List.of(parts), "pipeline activity-watch", now)),
                now));
    }

    private List<Sighting> sightings(Incident incident) {
        return desk.ledger.read(stores -> stores.incidents().sightings(incident.id(), null, 100));
    }

    private void stopLogging() {
        desk.offer("""
            {"eventVersion":"1.11","userIdentity":{"type":"AssumedRole","principalId":"AROAX:eve",\
            "arn":"arn:aws:sts::123456789012:assumed-role/Admin/eve","accountId":"123456789012"},"eventTime":"%s",\
            "eventSource":"cloudtrail.amazonaws.com","eventName":"StopLogging","awsRegion":"us-east-1",\
            "sourceIPAddress":"198.51.100.9","userAgent":"aws-cli/2","requestParameters":{"name":"activity-watch"},\
            "responseElements":null,"requestID":"r","eventID":"e1","readOnly":false,"managementEvent":true,\
            "recipientAccountId":"123456789012"}""".formatted(desk.clock.instant()), DetectionPath.EVENTBRIDGE, true, null);
    }

    @Test
    void pipeline_thatIsBroken_isAnIncidentOfItsOwn_toldOnce() {
        audited(STOPPED, NO_ALARM);
        audited(STOPPED, NO_ALARM);
        assertThat(desk.all()).singleElement().satisfies(incident -> {
            assertThat(incident.token()).isEqualTo(SITE.id());
            assertThat(sightings(incident))
                    .hasSize(2)
                    .allSatisfy(sighting -> assertThat(sighting.kind()).isEqualTo(SightingKind.TAMPER));
        });
        Alert alert = desk.alerts().getFirst();
        assertThat(desk.alerts()).hasSize(1);
        assertThat(alert.leaked()).contains("pipeline activity-watch of account " + ACCOUNT);
        assertThat(alert.tried())
                .contains("not as it should be: trail activity-watch: it is stopped (pipeline-broken)");
        assertThat(alert.todo()).contains("keycanary pipeline status");
    }

    @Test
    void part_thatBreaksAgain_isToldAgain_inTheSameIncidentWhileThatIsOpen() {
        audited(STOPPED);
        audited();
        audited(STOPPED);
        assertThat(desk.all())
                .singleElement()
                .satisfies(incident -> assertThat(incident.sightings()).isEqualTo(2));
        assertThat(desk.alerts()).hasSize(2);
        audited();
        desk.incidents.resolve(
                desk.all().getFirst().id(), OptionalLong.empty(), "ann", Verdict.BENIGN_POSITIVE, "mended");
        audited(STOPPED);
        assertThat(desk.all()).hasSize(2);
        assertThat(desk.alerts())
                .filteredOn(alert -> alert.tried().contains("stopped"))
                .hasSize(3);
    }

    @Test
    void part_thatBreaksLater_isToldBesideTheOther() {
        audited(STOPPED);
        audited(STOPPED, NO_ALARM);
        assertThat(desk.alerts())
                .hasSize(2)
                .anySatisfy(alert -> assertThat(alert.tried()).contains("alarm activity-watch is missing"));
    }

    @Test
    void part_thatWaits_isToldWhenThatBeginsLater_andNotForEachMessageMore() {
        audited(UNCONFIRMED);
        assertThat(desk.all()).as("so it is after every apply").isEmpty();
        audited(UNCONFIRMED, part("queue dead", Standing.WAITING, "3 messages lie in it"));
        audited(UNCONFIRMED, part("queue dead", Standing.WAITING, "4 messages lie in it"));
        assertThat(desk.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.tried()).contains("3 messages"));
    }

    @Test
    void change_thatWasSeenAndTold_isNotToldAgainByTheAudit() {
        audited();
        stopLogging();
        audited(STOPPED);
        assertThat(desk.alerts()).hasSize(1);
        assertThat(desk.all())
                .singleElement()
                .satisfies(incident -> assertThat(incident.sightings()).isEqualTo(2));
        audited();
        audited(STOPPED);
        assertThat(desk.alerts()).as("nobody was seen doing it this time").hasSize(2);
    }

    @Test
    void apply_thatMayStillBeAtWork_isLeftAlone_andWhatBreaksAfterItIsNew() {
        audited(STOPPED);
        apply();
        auditedAtOnce(STOPPED, NO_ALARM);
        assertThat(desk.alerts()).hasSize(1);
        audited(STOPPED);
        assertThat(desk.alerts()).hasSize(2);
    }
}
