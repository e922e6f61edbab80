package io.keycanary.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.keycanary.incident.Severity;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private static final Routing ROUTING =
            new Routing(List.of(new Routing.Route("pager", Severity.HIGH), new Routing.Route("chat", Severity.MEDIUM)));

    @Test
    void channels_bySeverity_areThoseThatWantIt() {
        assertThat(ROUTING.channels(alert(Alert.Reason.NOVELTY, Severity.CRITICAL)))
                .containsExactly("pager", "chat");
        assertThat(ROUTING.channels(alert(Alert.Reason.NOVELTY, Severity.MEDIUM)))
                .containsExactly("chat");
    }

    @Test
    void channels_alertThatNoChannelWants_areAll() {
        assertThat(ROUTING.channels(alert(Alert.Reason.DIGEST, Severity.LOW))).containsExactly("pager", "chat");
    }

    @Test
    void channels_aboutOurselves_areAll() {
        assertThat(ROUTING.channels(alert(Alert.Reason.TEST, Severity.LOW))).hasSize(2);
        assertThat(ROUTING.channels(alert(Alert.Reason.CHANNEL_DOWN, Severity.MEDIUM)))
                .hasSize(2);
    }

    @Test
    void toAll_lowestSeverity_isWantedByEach() {
        assertThat(Routing.toAll(List.of("a", "b")).channels(alert(Alert.Reason.DIGEST, Severity.LOW)))
                .containsExactly("a", "b");
    }

    @Test
    void routing_nameTwice_isRefused() {
        Routing.Route route = new Routing.Route("chat", Severity.LOW);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Routing(List.of(route, route)))
                .withMessageContaining("'chat'");
    }

    private static Alert alert(Alert.Reason reason, Severity severity) {
        Alert test = OwnAlerts.test(InstantSource.fixed(SettableClock.START));
        return new Alert(
                test.id(), reason, severity, null, null, "", "", "", null, "", "", List.of(), test.createdAt());
    }
}
