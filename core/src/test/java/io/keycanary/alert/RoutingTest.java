package io.keycanary.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.keycanary.incident.Severity;
import io.keycanary.token.TokenId;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private static final Routing.Subject CI = new Routing.Subject("ci-deploy", "111122223333");
    private static final Routing.Subject OTHER = new Routing.Subject("other", "444455556666");
    private static final Routing ROUTING =
            new Routing(List.of(new Routing.Route("pager", Severity.HIGH), new Routing.Route("chat", Severity.MEDIUM)));

    @Test
    void channels_bySeverity_areThoseThatWantIt() {
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
                new Routing.Route("builds", Severity.LOW, Set.of("ci-deploy")),
                new Routing.Route("all", Severity.LOW)));
        Alert alert = alert(Alert.Reason.NOVELTY, Severity.LOW);

        assertThat(routing.channels(alert, CI)).containsExactly("builds", "all");
        assertThat(routing.channels(alert, OTHER)).containsExactly("all");
    }

    @Test
    void channels_onlyRoutesOfOtherTokens_areStillTold() {
        Routing routing = new Routing(List.of(new Routing.Route("builds", Severity.LOW, Set.of("ci-deploy"))));

        assertThat(routing.channels(alert(Alert.Reason.NOVELTY, Severity.LOW), OTHER))
                .containsExactly("builds");
    }

    @Test
    void channels_routeOfAccounts_takesTheirAlertsOnly() {
        Routing routing = new Routing(List.of(
                new Routing.Route("prod", Severity.LOW, Set.of(), Set.of("111122223333"), null),
                new Routing.Route("all", Severity.LOW)));
        Alert alert = alert(Alert.Reason.NOVELTY, Severity.LOW);

        assertThat(routing.channels(alert, CI)).containsExactly("prod", "all");
        assertThat(routing.channels(alert, OTHER)).containsExactly("all");
    }

    @Test
    void channels_outsideOfTheHours_areTheOthersOrAll() {
        Hours never = Hours.of("mon 03:00-04:00 UTC");
        Hours always = Hours.of("00:00-24:00 UTC");
        Routing.Route day = new Routing.Route("day", Severity.LOW, Set.of(), Set.of(), never);
        Alert alert = alert(Alert.Reason.FIRST_SIGHTING, Severity.LOW);

        assertThat(new Routing(List.of(day, new Routing.Route("n", Severity.LOW, Set.of(), Set.of(), always)))
                        .channels(alert, CI))
                .containsExactly("n");
        assertThat(new Routing(List.of(day)).channels(alert, CI)).containsExactly("day");
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
