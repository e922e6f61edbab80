package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.drill.Drill;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.LastUse;
import io.keycanary.source.Outcome;
import io.keycanary.token.CanaryToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The net of IAM's last-used data. */
class LastUsesTest {
    private static final Duration HOUR = Duration.ofMinutes(61);

    private final Desk desk = new Desk();

    private LastUse use(CanaryToken token, Instant at, String service) {
        return new LastUse(token.id(), token.keys().getFirst().id(), at, service, "eu-west-1");
    }

    private void offer(LastUse use) {
        try {
            assertThat(desk.intake.offer(use)).isInstanceOf(Outcome.Done.class);
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a test", e);
        }
    }

    private List<Sighting> sightings() {
        return desk.ledger.read(stores -> stores.incidents().sightingsPage(null, 10));
    }

    @Test
    void use_thatNoOtherPathShows_isAnIncidentAfterAnHour_once() {
        CanaryToken token = desk.token("svc-a");
        desk.pass(Duration.ofMinutes(5));
        LastUse use = use(token, desk.clock.instant(), "sqs");
        offer(use);
        assertThat(sightings()).as("other paths may be late").isEmpty();
        desk.pass(HOUR);
        offer(use);
        offer(use);
        assertThat(sightings()).singleElement().satisfies(sighting -> {
            assertThat(sighting.identity()).isEqualTo(new SightingId.LastUsedId(use.at(), "sqs", "eu-west-1"));
            assertThat(sighting.happenedAt()).isEqualTo(use.at());
            assertThat(sighting.arrivals()).containsOnlyKeys(DetectionPath.LAST_USED);
        });
        assertThat(desk.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.reason()).isEqualTo(Alert.Reason.FIRST_SIGHTING);
            assertThat(alert.tried()).contains("sqs:?");
        });
        offer(use(token, use.at().plus(Duration.ofMinutes(20)), "ses"));
        assertThat(desk.all()).as("the same incident").hasSize(1);
    }

    @Test
    void use_thatARecordShows_isOneMoreArrivalOfIt() {
        CanaryToken token = desk.token("svc-a");
        desk.pass(Duration.ofMinutes(5));
        desk.offer(
                new CloudTrail.Call(token, "1", "s3", "ListBuckets", "198.51.100.7", desk.clock.instant() + "").json());
        Instant rounded = desk.clock.instant().minus(Duration.ofMinutes(9));
        offer(use(token, rounded.isBefore(Desk.T) ? Desk.T : rounded, "s3"));
        assertThat(sightings())
                .singleElement()
                .satisfies(
                        s -> assertThat(s.arrivals()).containsOnlyKeys(DetectionPath.FILES, DetectionPath.LAST_USED));
        assertThat(desk.alerts()).hasSize(1);
    }

    @Test
    void use_byADrillOfOurs_isNothing() {
        CanaryToken token = desk.token("svc-a");
        desk.pass(Duration.ofMinutes(5));
        Drill drill = desk.drills.begin(token.id(), "test");
        desk.drills.end(drill.id(), "req-1", "test");
        LastUse use = use(token, desk.clock.instant(), "sts");
        desk.pass(HOUR);
        offer(use);
        assertThat(sightings()).isEmpty();
    }

    @Test
    void use_beforeTheKeyWasADecoy_isNothing() {
        CanaryToken token = desk.token("svc-a");
        LastUse use = use(token, desk.clock.instant().minus(Duration.ofDays(3)), "s3");
        desk.pass(HOUR);
        offer(use);
        assertThat(sightings()).isEmpty();
    }

    private static LastUse attempt(CanaryToken token, Instant at, String service) {
        return new LastUse(token.id(), "", at, service, "eu-west-1", LastUse.Net.SERVICE);
    }

    @Test
    void serviceThatOnlyTheServicesShow_isNewsOfTheSameIncident_once() {
        CanaryToken token = desk.token("svc-a");
        desk.pass(Duration.ofMinutes(5));
        Instant at = desk.clock.instant();
        desk.offer(new CloudTrail.Call(token, "1", "s3", "ListBuckets", "198.51.100.7", at.toString()).json());
        desk.pass(HOUR);
        offer(attempt(token, at, "s3"));
        assertThat(sightings()).as("the record explains it").hasSize(1);
        offer(attempt(token, at.plusSeconds(60), "sqs"));
        offer(attempt(token, at.plusSeconds(60), "sqs"));
        offer(use(token, at, "s3"));
        assertThat(sightings()).hasSize(2);
        assertThat(desk.all()).hasSize(1);
        assertThat(desk.alerts())
                .hasSize(2)
                .anySatisfy(alert ->
                        assertThat(alert.details()).anyMatch(detail -> detail.contains("service sqs.amazonaws.com")));
    }

    @Test
    void serviceThatTheKeyWasUsedFor_isTheSameSighting() {
        CanaryToken token = desk.token("svc-a");
        desk.pass(Duration.ofMinutes(5));
        Instant at = desk.clock.instant();
        desk.pass(HOUR);
        offer(use(token, at, "sqs"));
        offer(attempt(token, at.plusSeconds(7), "sqs"));
        assertThat(sightings()).hasSize(1);
        assertThat(desk.alerts()).hasSize(1);
    }

    @Test
    void serviceUnderAnotherName_isExplainedByItsRecord() {
        CanaryToken token = desk.token("svc-a");
        desk.pass(Duration.ofMinutes(5));
        Instant at = desk.clock.instant();
        desk.offer(new CloudTrail.Call(token, "1", "monitoring", "ListMetrics", "198.51.100.7", at + "").json());
        desk.pass(HOUR);
        offer(attempt(token, at, "cloudwatch"));
        assertThat(sightings()).hasSize(1);
    }

    @Test
    void drill_explainsItsOwnServiceAndNoOther() {
        CanaryToken token = desk.token("svc-a");
        desk.pass(Duration.ofMinutes(5));
        Drill drill = desk.drills.begin(token.id(), "test");
        desk.drills.end(drill.id(), "req-1", "test");
        Instant at = desk.clock.instant();
        desk.pass(HOUR);
        offer(attempt(token, at, "sts"));
        assertThat(sightings()).isEmpty();
        offer(attempt(token, at, "sqs"));
        assertThat(sightings()).hasSize(1);
    }

    @Test
    void signInWithAPassword_isAUse() {
        CanaryToken token = desk.token("svc-a");
        desk.pass(Duration.ofMinutes(5));
        Instant at = desk.clock.instant();
        desk.pass(HOUR);
        offer(new LastUse(token.id(), "", at, "signin", "N/A", LastUse.Net.PASSWORD));
        assertThat(sightings())
                .singleElement()
                .satisfies(sighting -> assertThat(sighting.matchedBy()).containsExactly("iam:GetCredentialReport"));
    }
}
