package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.keycanary.desk.ExpectedUseDesk;
import io.keycanary.desk.ExpectedUseDesk.Wish;
import io.keycanary.desk.FiguresDesk;
import io.keycanary.desk.UnknownNameException;
import io.keycanary.incident.ExpectedUse;
import io.keycanary.incident.IllegalMoveException;
import io.keycanary.incident.Sighting;
import io.keycanary.intake.CloudTrail.Call;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Expected uses from the rule to the figures. */
class ExpectedUseTest {
    private static final String NETWORK = "198.51.100.0/24";
    private static final Instant UNTIL = Desk.T.plus(Duration.ofHours(8));

    private final Desk desk = new Desk();
    private final CanaryToken token = desk.token("svc-backup");

    private ExpectedUse rule(String... tokens) {
        return desk.expected.add(new Wish(List.of(tokens), NETWORK, UNTIL, "red team"), "ann");
    }

    private void use(CanaryToken by, String event, String ip, Instant at) {
        desk.offer(new Call(by, event, "ec2", "DescribeInstances", ip, at.toString()).json());
    }

    private List<Sighting> covered(ExpectedUse rule) {
        return desk.expected.open(Uuid7.shortForm(rule.id())).sightings();
    }

    private long counted() {
        return new FiguresDesk(desk.ledger, desk.clock).figures().expected();
    }

    @Test
    void use_coveredByARule_isKeptCountedAndSilent() {
        ExpectedUse rule = rule("svc-backup");
        use(token, "e1", "198.51.100.7", Desk.T.plusSeconds(60));
        assertThat(desk.all()).isEmpty();
        assertThat(desk.alerts()).isEmpty();
        assertThat(covered(rule)).extracting(s -> s.facts().eventId()).containsExactly("e1");
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void use_ofAnotherTokenOrNetworkOrTime_alerts() {
        ExpectedUse rule = rule("svc-backup");
        CanaryToken other = desk.token("svc-deploy");
        use(other, "e1", "198.51.100.7", Desk.T.plusSeconds(60));
        assertThat(desk.all()).hasSize(1);
        use(token, "e2", "203.0.113.7", Desk.T.plusSeconds(60));
        assertThat(desk.all()).hasSize(2);
        use(token, "e3", "198.51.100.7", Desk.T.minusSeconds(1));
        use(token, "e4", "198.51.100.7", UNTIL);
        assertThat(desk.all()).extracting(i -> i.sightings()).containsExactlyInAnyOrder(3, 1);
        assertThat(covered(rule)).isEmpty();
        assertThat(counted()).isZero();
    }

    @Test
    void use_withAWrongSignature_alerts() {
        rule("svc-backup");
        String record = new Call(token, "e1", "ec2", "RunInstances", "198.51.100.7", Desk.T.toString()).json();
        desk.offer(record, DetectionPath.ENDPOINT, false, null);
        assertThat(desk.all()).hasSize(1);
    }

    @Test
    void ruleForAll_coversTokensIssuedLater() {
        rule();
        use(desk.token("svc-later"), "e1", "198.51.100.7", Desk.T.plusSeconds(60));
        assertThat(desk.all()).isEmpty();
    }

    @Test
    void end_coversWhatHappenedBefore_alsoWhenItIsKnownLater() {
        ExpectedUse rule = rule("svc-backup");
        desk.pass(Duration.ofMinutes(10));
        desk.expected.end(rule.id().toString(), "ben");
        use(token, "e1", "198.51.100.7", Desk.T.plusSeconds(60));
        assertThat(desk.all()).isEmpty();
        use(token, "e2", "198.51.100.7", Desk.T.plus(Duration.ofMinutes(10)));
        assertThat(desk.all()).hasSize(1);
        assertThat(desk.expected.list(false)).isEmpty();
        assertThat(desk.expected.list(true)).hasSize(1);
        assertThatThrownBy(() -> desk.expected.end(rule.id().toString(), "ben"))
                .isInstanceOf(IllegalMoveException.class);
    }

    @Test
    void rules_areInTheAuditLog() {
        ExpectedUse rule = rule("svc-backup");
        desk.pass(Duration.ofMinutes(10));
        desk.expected.end(rule.id().toString(), "ben");
        List<AuditEntry> entries = desk.ledger.read(stores -> stores.audit().after(0, 100));
        assertThat(entries)
                .filteredOn(entry -> entry.subject().equals(rule.id().toString()))
                .extracting(AuditEntry::actor, AuditEntry::action)
                .containsExactly(tuple("ann", "expect.add"), tuple("ben", "expect.end"));
        assertThat(entries)
                .anyMatch(entry ->
                        entry.detail().contains(NETWORK) && entry.detail().contains("red team"));
    }

    @Test
    void add_tooLongTooWideOrWithoutReason_isRefused() {
        Instant tooLate = Desk.T.plus(ExpectedUseDesk.LONGEST).plusSeconds(1);
        refused(new Wish(List.of(), NETWORK, tooLate, "x"), "90 days");
        refused(new Wish(List.of(), NETWORK, Desk.T, "x"), "must lie ahead");
        refused(new Wish(List.of(), "0.0.0.0/0", UNTIL, "x"), "too large");
        refused(new Wish(List.of(), "198.0.0.0/7", UNTIL, "x"), "too large");
        refused(new Wish(List.of(), "2001::/31", UNTIL, "x"), "too large");
        refused(new Wish(List.of(), "office", UNTIL, "x"), "no range of addresses");
        refused(new Wish(List.of(), NETWORK, UNTIL, " "), "reason is missing");
        assertThatThrownBy(() -> rule("svc-unknown")).isInstanceOf(UnknownNameException.class);
        assertThat(desk.expected.list(true)).isEmpty();
        desk.expected.add(new Wish(List.of(), "2001:db8::/32", UNTIL, "x"), "ann");
        desk.expected.add(new Wish(List.of(), "10.0.0.0/8", UNTIL, "x"), "ann");
    }

    private void refused(Wish wish, String why) {
        assertThatThrownBy(() -> desk.expected.add(wish, "ann"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
