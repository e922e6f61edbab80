package io.keycanary.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.incident.IllegalMoveException;
import io.keycanary.incident.Severity;
import io.keycanary.token.TokenId;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoutingTest {
    private static final Scope.Subject CI = new Scope.Subject("ci-deploy", Set.of("payments", "ci"), "111122223333");
    private static final Scope.Subject OTHER = new Scope.Subject("other", Set.of("web"), "444455556666");
    private static final Routing ROUTING =
            new Routing(List.of(new Routing.Route("pager", Severity.HIGH), new Routing.Route("chat", Severity.MEDIUM)));

    @Test
    void channels_ROUTING_areThoseThatWantIt() {
        assertThat(ROUTING.channels(alert(Alert.Reason.NOVELTY, Severity.CRITICAL), CI))
                .containsExactly("pager", "chat");
        assertThat(ROUTING.channels(alert(Alert.Reason.NOVELTY, Severity.MEDIUM), CI))
                .containsExactly("chat");
    }

    @Test
    void channels_alertThatNoChannelWants_areAll() {
        assertThat(ROUTING.channels(alert(Alert.Reason.DIGEST, Severity.LOW), CI))
                .containsExactly("pager", "chat");
    }

    @Test
    void channels_aboutOurselves_areAll() {
        assertThat(ROUTING.channels(alert(Alert.Reason.TEST, Severity.LOW), CI)).hasSize(2);
        assertThat(ROUTING.channels(alert(Alert.Reason.CHANNEL_DOWN, Severity.MEDIUM), CI))
                .hasSize(2);
    }

    @Test
    void toAll_lowestSeverity_isWantedByEach() {
        assertThat(Routing.toAll(List.of("a", "b")).channels(alert(Alert.Reason.DIGEST, Severity.LOW), CI))
                .containsExactly("a", "b");
    }

    @Test
    void routing_nameTwice_isRefused() {
        Routing.Route route = new Routing.Route("chat", Severity.LOW);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Routing(List.of(route, route)))
                .withMessageContaining("'chat'");
    }

    @Test
    void channels_routeOfTokens_takesTheirAlertsOnly() {
        Routing routing = new Routing(List.of(
                new Routing.Route("builds", Severity.LOW, tokens("ci-deploy"), null, true),
                new Routing.Route("all", Severity.LOW)));
        Alert alert = alert(Alert.Reason.NOVELTY, Severity.LOW);

        assertThat(routing.channels(alert, CI)).containsExactly("builds", "all");
        assertThat(routing.channels(alert, OTHER)).containsExactly("all");
    }

    private static Scope tokens(String label) {
        return new Scope(Set.of(label), Set.of(), Set.of());
    }

    @Test
    void channels_routeOfTags_takesTheAlertsOfTokensWithOneOfThem() {
        Scope tags = new Scope(Set.of(), Set.of("payments", "billing"), Set.of());
        Routing routing = new Routing(List.of(
                new Routing.Route("pay", Severity.LOW, tags, null, true), new Routing.Route("all", Severity.LOW)));
        Alert alert = alert(Alert.Reason.NOVELTY, Severity.LOW);

        assertThat(routing.channels(alert, CI)).containsExactly("pay", "all");
        assertThat(routing.channels(alert, OTHER)).containsExactly("all");
        assertThat(routing.channels(alert, Scope.Subject.NONE)).containsExactly("all");
    }

    @Test
    void channels_routeOfTokensAndTags_wantsBoth() {
        Scope both = new Scope(Set.of("ci-deploy"), Set.of("web"), Set.of());
        Routing routing = new Routing(List.of(
                new Routing.Route("both", Severity.LOW, both, null, true), new Routing.Route("all", Severity.LOW)));
        Alert alert = alert(Alert.Reason.NOVELTY, Severity.LOW);

        assertThat(routing.channels(alert, CI)).containsExactly("all");
        assertThat(routing.channels(alert, OTHER)).containsExactly("all");
    }

    @Test
    void channels_onlyRoutesOfOtherTokens_areStillTold() {
        Routing routing =
                new Routing(List.of(new Routing.Route("builds", Severity.LOW, tokens("ci-deploy"), null, true)));

        assertThat(routing.channels(alert(Alert.Reason.NOVELTY, Severity.LOW), OTHER))
                .containsExactly("builds");
    }

    @Test
    void channels_routeOfAccounts_takesTheirAlertsOnly() {
        Routing routing = new Routing(List.of(
                new Routing.Route(
                        "prod", Severity.LOW, new Scope(Set.of(), Set.of(), Set.of("111122223333")), null, true),
                new Routing.Route("all", Severity.LOW)));
        Alert alert = alert(Alert.Reason.NOVELTY, Severity.LOW);

        assertThat(routing.channels(alert, CI)).containsExactly("prod", "all");
        assertThat(routing.channels(alert, OTHER)).containsExactly("all");
    }

    @Test
    void channels_outsideOfTheHours_areTheOthersOrAll() {
        Hours never = Hours.of("mon 03:00-04:00 UTC");
        Hours always = Hours.of("00:00-24:00 UTC");
        Routing.Route day = new Routing.Route("day", Severity.LOW, Scope.ALL, never, true);
        Alert alert = alert(Alert.Reason.FIRST_SIGHTING, Severity.LOW);

        assertThat(new Routing(List.of(day, new Routing.Route("n", Severity.LOW, Scope.ALL, always, true)))
                        .channels(alert, CI))
                .containsExactly("n");
        assertThat(new Routing(List.of(day)).channels(alert, CI)).containsExactly("day");
    }

    private static QuietRule rule(Severity atMost, String... channels) {
        return new QuietRule(
                new UUID(0, 1),
                Set.of(channels),
                Set.of(),
                atMost,
                SettableClock.START,
                SettableClock.START.plusSeconds(60),
                "maintenance",
                "ann");
    }

    private static Set<String> quiet(Routing routing, Alert alert, QuietRule... rules) {
        return routing.quiet(alert, routing.channels(alert, OTHER), List.of(rules))
                .keySet();
    }

    @Test
    void quiet_theRuleCoversTheAlert_andAnotherChannelIsLeft() {
        Alert high = alert(Alert.Reason.NOVELTY, Severity.HIGH);
        assertThat(quiet(ROUTING, high, rule(Severity.HIGH, "pager"))).containsExactly("pager");
        assertThat(quiet(ROUTING, high, rule(Severity.MEDIUM, "pager"))).isEmpty();
        assertThat(quiet(ROUTING, alert(Alert.Reason.NOVELTY, Severity.CRITICAL), rule(Severity.HIGH, "pager")))
                .isEmpty();
    }

    @Test
    void quiet_nobodyElseWouldBeTold_theRuleGivesWay() {
        Alert high = alert(Alert.Reason.FIRST_SIGHTING, Severity.HIGH);
        assertThat(quiet(ROUTING, high, rule(Severity.HIGH, "pager", "chat"))).isEmpty();
        assertThat(quiet(ROUTING, high, rule(Severity.HIGH, "pager"), rule(Severity.HIGH, "chat")))
                .isEmpty();
        assertThat(quiet(ROUTING, alert(Alert.Reason.NOVELTY, Severity.MEDIUM), rule(Severity.HIGH, "chat")))
                .as("the pager is not for what is as harmless as this")
                .isEmpty();
        Routing withConsole = new Routing(List.of(
                new Routing.Route("chat", Severity.LOW),
                new Routing.Route("console", Severity.LOW, Scope.ALL, null, false)));
        assertThat(quiet(withConsole, high, rule(Severity.HIGH, "chat")))
                .as("nobody may be looking at the console")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Alert.Reason.class)
    void quiet_whatNobodyAcknowledgedOrIsAboutOurselves_isSent(Alert.Reason reason) {
        boolean loud = Set.of("ESCALATED", "CHANNEL_DOWN", "DRILL_MISSED", "HEARTBEAT", "TEST", "REPORT")
                .contains(reason.name());
        assertThat(quiet(ROUTING, alert(reason, Severity.HIGH), rule(Severity.HIGH, "pager"))
                        .isEmpty())
                .isEqualTo(loud);
    }

    @Test
    void quiet_afterItsEnd_isOver() {
        QuietRule over = rule(Severity.HIGH, "pager").ended(SettableClock.START);
        assertThat(quiet(ROUTING, alert(Alert.Reason.NOVELTY, Severity.HIGH), over))
                .isEmpty();
        assertThatThrownBy(() -> over.ended(SettableClock.START)).isInstanceOf(IllegalMoveException.class);
    }

    private static Alert alert(Alert.Reason reason, Severity severity) {
        Alert test = OwnAlerts.test(InstantSource.fixed(SettableClock.START));
        return new Alert(
                test.id(),
                reason,
                severity,
                null,
                TokenId.of("0198c5b1-0000-7000-8000-000000000002"),
                "",
                "",
                "",
                null,
                "",
                "",
                List.of(),
                test.createdAt());
    }
}
