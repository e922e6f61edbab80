package io.keycanary.incident;

import static io.keycanary.incident.Samples.CLOCK;
import static io.keycanary.incident.Samples.T;
import static io.keycanary.incident.Samples.TOKEN;
import static io.keycanary.incident.Samples.facts;
import static io.keycanary.incident.Samples.sighting;
import static io.keycanary.incident.Samples.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.incident.ExpectedUse.AllTokens;
import io.keycanary.incident.ExpectedUse.NamedTokens;
import io.keycanary.incident.Novelty.Aspect;
import io.keycanary.incident.Triage.Context;
import io.keycanary.incident.Triage.Joined;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriageTest {
    private static final Sighting CHECK = use("sts.amazonaws.com", "GetCallerIdentity", "198.51.100.7", null);
    private static final Context NOTHING_KNOWN = new Context(false, false, false, List.of());

    @Test
    void dispose_useByAnyone_alerts() {
        assertThat(Triage.dispose(CHECK, NOTHING_KNOWN)).isEqualTo(Disposition.ALERT);
    }

    @Test
    void dispose_requestOfOurs_isOwn() {
        assertThat(Triage.dispose(CHECK, new Context(true, false, true, List.of())))
                .isEqualTo(Disposition.OWN);
    }

    @Test
    void dispose_requestOfDrill_isDrill() {
        assertThat(Triage.dispose(CHECK, new Context(false, true, true, List.of())))
                .isEqualTo(Disposition.DRILL);
    }

    @Test
    void dispose_drillRequestWithWrongSignature_neverCountsAsDrill() {
        Sighting forged = sighting(SightingKind.USE, CHECK.facts(), false);
        assertThat(Triage.dispose(forged, new Context(false, true, false, List.of())))
                .isEqualTo(Disposition.ALERT);
    }

    @Test
    void dispose_whileDrillRuns_waits() {
        assertThat(Triage.dispose(CHECK, new Context(false, false, true, List.of())))
                .isEqualTo(Disposition.DEFERRED);
    }

    @ParameterizedTest
    @CsvSource({
        "ListUsers, true, LOOK",
        "GetUser, , LOOK",
        "GetAccessKeyInfo, true, ALERT",
        "GetAccessKeyLastUsed, true, ALERT",
        "UpdateAccessKey, false, ALERT",
        "UpdateAccessKey, , ALERT",
        "GetUser, false, ALERT"
    })
    void dispose_tamper_isGradedByWhatItDoes(String name, Boolean readOnly, Disposition disposition) {
        Sighting tamper =
                sighting(SightingKind.TAMPER, facts("iam.amazonaws.com", name, "198.51.100.7", null, readOnly), true);
        assertThat(Triage.dispose(tamper, NOTHING_KNOWN)).isEqualTo(disposition);
    }

    @Test
    void dispose_expectedUse_needsTokenNetworkAndTime() {
        assertThat(disposed(rule(TOKEN, "198.51.100.0/24", 60))).isEqualTo(Disposition.EXPECTED);
        assertThat(disposed(rule(new AllTokens(), "198.51.100.0/24", T, 60))).isEqualTo(Disposition.EXPECTED);
        assertThat(disposed(rule(new AllTokens(), "198.51.100.0/24", T.plusSeconds(1), 60)))
                .isEqualTo(Disposition.ALERT);
        assertThat(disposed(rule(TokenId.next(CLOCK), "198.51.100.0/24", 60))).isEqualTo(Disposition.ALERT);
        assertThat(disposed(rule(TOKEN, "203.0.113.0/24", 60))).isEqualTo(Disposition.ALERT);
        assertThat(disposed(rule(TOKEN, "198.51.100.0/24", 0))).isEqualTo(Disposition.ALERT);
    }

    private static Disposition disposed(ExpectedUse rule) {
        return Triage.dispose(CHECK, new Context(false, false, false, List.of(rule)));
    }

    private static ExpectedUse rule(TokenId token, String range, long seconds) {
        return rule(new NamedTokens(Set.of(token)), range, T.minusSeconds(60), seconds);
    }

    private static ExpectedUse rule(ExpectedUse.Scope scope, String range, Instant from, long seconds) {
        return new ExpectedUse(
                UUID.randomUUID(), scope, new AddressRange(range), from, T.plusSeconds(seconds), "own scanner", "ann");
    }

    @Test
    void expectedUse_withoutTokens_isRefused() {
        assertThatThrownBy(() -> new NamedTokens(Set.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void join_sameAgain_isCountedAndSilent() {
        Incident incident = Triage.open(CHECK, null, CLOCK).incident();
        Joined again = Triage.join(incident, CHECK, T);
        assertThat(again.alert()).isFalse();
        assertThat(again.novelties()).isEmpty();
        assertThat(again.incident().sightings()).isEqualTo(2);
    }

    @Test
    void join_otherNetworkAndTactic_alertsAndNamesThem() {
        Incident incident = Triage.open(CHECK, null, CLOCK).incident();
        Sighting recon = use("ec2.amazonaws.com", "DescribeInstances", "203.0.113.5", "Client.UnauthorizedOperation");
        Joined joined = Triage.join(incident, recon, T);
        assertThat(joined.alert()).isTrue();
        assertThat(joined.novelties())
                .extracting(Novelty::aspect)
                .containsExactlyInAnyOrder(Aspect.NETWORK, Aspect.SERVICE, Aspect.TACTIC);
    }

    @Test
    void join_unexpectedSuccess_isCritical() {
        Incident incident = Triage.open(CHECK, null, CLOCK).incident();
        Joined joined = Triage.join(incident, use("s3.amazonaws.com", "ListBuckets", "198.51.100.7", null), T);
        assertThat(joined.incident().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(joined.novelties()).contains(new Novelty(Aspect.SUCCESS, "s3:ListBuckets"));
    }

    @Test
    void join_overTheBoundPerHour_waitsForTheDigest() {
        Incident incident = Triage.open(CHECK, null, CLOCK).incident();
        int alerts = 1;
        for (int i = 0; i < 30; i++) {
            Joined joined = Triage.join(incident, denied("203.0." + i + ".1"), T.plusSeconds(i));
            incident = joined.incident();
            alerts += joined.alert() ? 1 : 0;
        }
        assertThat(alerts).isEqualTo(AlertBudget.PER_HOUR);
        assertThat(incident.budget().waiting()).isEqualTo(31 - AlertBudget.PER_HOUR);
        assertThat(incident.budget().digestDue(T.plusSeconds(3599))).isFalse();
        assertThat(incident.budget().digestDue(T.plusSeconds(3600))).isTrue();
        assertThat(Triage.digested(incident, T.plusSeconds(3600)).budget().waiting())
                .isZero();
    }

    @Test
    void join_worseThanBefore_isToldOverTheBound() {
        Incident incident = Triage.open(CHECK, null, CLOCK).incident();
        for (int i = 0; i < 30; i++) {
            incident = Triage.join(incident, denied("203.0." + i + ".1"), T).incident();
        }
        Joined joined =
                Triage.join(incident, use("iam.amazonaws.com", "CreateAccessKey", "203.0.1.1", "AccessDenied"), T);
        assertThat(joined.alert()).isTrue();
    }

    @Test
    void join_wrongSignaturesOnly_areBoundedTighterAndLow() {
        Sighting forged = sighting(SightingKind.USE, CHECK.facts(), false);
        Incident incident = Triage.open(forged, null, CLOCK).incident();
        int alerts = 1;
        for (int i = 0; i < 20; i++) {
            Sighting next =
                    sighting(SightingKind.USE, denied("203.0." + i + ".1").facts(), false);
            Joined joined = Triage.join(incident, next, T);
            incident = joined.incident();
            alerts += joined.alert() ? 1 : 0;
        }
        assertThat(alerts).isEqualTo(AlertBudget.PER_HOUR_UNAUTHENTICATED);
        assertThat(incident.severity()).isEqualTo(Severity.LOW);
        assertThat(incident.authenticated()).isFalse();
        assertThat(Triage.join(incident, CHECK, T).alert())
                .as("the right signature after all")
                .isTrue();
    }

    @Test
    void join_flood_keepsTheIncidentSmall() {
        Incident incident = Triage.open(CHECK, null, CLOCK).incident();
        for (int i = 0; i < 2000; i++) {
            incident = Triage.join(incident, denied("203." + i / 250 + "." + i % 250 + ".1"), T)
                    .incident();
        }
        assertThat(incident.seen()).hasSizeLessThanOrEqualTo(500);
        assertThat(incident.sightings()).isEqualTo(2001);
    }

    @Test
    void progress_forward_setsTheTimes() {
        Incident incident = Triage.open(CHECK, null, CLOCK).incident();
        Incident resolved =
                Progress.resolve(Progress.contain(incident, T.plusSeconds(5)), Verdict.TRUE_POSITIVE, T.plusSeconds(9));
        assertThat(resolved.times())
                .isEqualTo(new Incident.Times(T.plusSeconds(5), T.plusSeconds(5), T.plusSeconds(9)));
        assertThat(resolved.open()).isFalse();
        assertThat(Triage.late(CHECK, resolved)).isTrue();
        assertThatThrownBy(() -> Progress.acknowledge(resolved, T))
                .isInstanceOf(IllegalMoveException.class)
                .hasMessageContaining("RESOLVED");
    }

    private static Sighting denied(String ip) {
        return use("ec2.amazonaws.com", "DescribeInstances", ip, "Client.UnauthorizedOperation");
    }
}
