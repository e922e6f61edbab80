package io.keycanary.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.alert.Alert;
import io.keycanary.alert.Alert.Reason;
import io.keycanary.incident.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderersTest {
    @ParameterizedTest
    @CsvSource({
        "FIRST_SIGHTING, [HIGH] Leaked: x",
        "NOVELTY, '[HIGH] Leaked, something new: x'",
        "DIGEST, '[HIGH] Leaked, digest: x'",
        "CHANNEL_DOWN, [HIGH] Alert channel does not deliver: x",
        "TEST, '[HIGH] Test alert, leaked: x'"
    })
    void headline_eachReason_saysWhatItIs(Reason reason, String headline) {
        assertThat(Summary.of(alert(reason, "x", Instant.EPOCH)).headline()).isEqualTo(headline);
    }

    @Test
    void report_inAChatAndInAMail_isTheSummaryAndTheWhole() {
        List<String> lines = Stream.concat(
                        Stream.of("Made now", "== Incidents", "incident | token", "1 | <b>", "== Drills", "None."),
                        Stream.iterate(1, n -> n + 1).limit(90).map(n -> "line " + n))
                .toList();
        Alert report = new Alert(
                UUID.randomUUID(),
                Reason.REPORT,
                Severity.LOW,
                null,
                null,
                "weekly 2026-W47",
                "incidents 3",
                "",
                null,
                "",
                "keycanary report weekly --period 2026-W47",
                lines,
                Instant.EPOCH);

        assertThat(ChatText.of(Summary.of(report)))
                .isEqualTo("[LOW] Report: `weekly 2026-W47`\nFigures: `incidents 3`\n"
                        + "Look: `keycanary report weekly --period 2026-W47`");
        assertThat(Summary.of(report).details()).isEmpty();
        assertThat(TextRenderer.render(report)).contains("line 1\n", "line 90\n");
        assertThat(HtmlRenderer.render(report).replaceAll(" style=\"[^\"]*\"", ""))
                .contains("""
                        <p>Made now</p>
                        <h3>Incidents</h3>
                        <table>
                        <tr><th>incident</th><th>token</th></tr>
                        <tr><td>1</td><td>&lt;b&gt;</td></tr>
                        </table>
                        <h3>Drills</h3>
                        <p>None.</p>
                        <p>line 1</p>
                        """)
                .contains("<p>line 90</p>");
    }

    @Test
    void summary_emptyAnswers_areLeftOut() {
        assertThat(Summary.of(alert(Reason.TEST, "x", null)).lines())
                .extracting(Summary.Line::label)
                .containsExactly("Test alert, leaked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z", "1969-12-31T00:00:00Z"})
    void summary_timeFarAway_isStillShown(String time) {
        assertThat(Summary.of(alert(Reason.DIGEST, "x", Instant.parse(time))).lines())
                .last()
                .satisfies(line -> assertThat(line.value()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)", "https://e.org/\"onclick=x", "https://e.org/a b", "keycanary incident show ab",
                "https://user@e.org/", "//e.org", "https://e.org/`", "https://"
            })
    void link_anythingButAPlainAddress_isNone(String text) {
        assertThat(HtmlRenderer.link(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://e.org", "http://127.0.0.1:8080/incidents/1", "https://e.org/a?b=c&d=%20#e"})
    void link_plainAddress_isOne(String text) {
        assertThat(HtmlRenderer.link(text)).isTrue();
    }

    @Property(tries = 300)
    void html_anyText_addsNoMarkup(@ForAll("hostile") String text) {
        String empty = HtmlRenderer.render(alert(Reason.TEST, "x", null));

        String page = HtmlRenderer.render(alert(Reason.TEST, text, null));

        assertThat(count(page, '<')).isEqualTo(count(empty, '<'));
        assertThat(count(page, '"')).isEqualTo(count(empty, '"'));
    }

    @Property(tries = 300)
    void chat_anyText_staysInsideItsCodeSpan(@ForAll("hostile") String text) {
        assertThat(ChatText.code(text)).matches("(?s)`[^`<>&]+`");
    }

    @Property(tries = 300)
    void json_anyText_isOneLineThatReadsBackTheSame(@ForAll("hostile") String text) throws IOException {
        Alert alert = alert(Reason.TEST, text, null);

        String body = new String(JsonRenderer.render(alert), StandardCharsets.UTF_8);

        JsonNode read = new ObjectMapper().readTree(body);
        assertThat(body).doesNotContain("\n", "\u001b");
        assertThat(read.get("leaked").asText())
                .isEqualTo(Summary.of(alert).lines().getFirst().value());
    }

    @Property(tries = 300)
    void text_anyText_keepsItsLines(@ForAll("hostile") String text) {
        assertThat(TextRenderer.render(alert(Reason.TEST, text, null)).lines()).hasSize(1);
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.strings()
                .all()
                .injectDuplicates(0.1)
                .map(text -> text + SampleAlerts.HOSTILE.substring(text.length() % SampleAlerts.HOSTILE.length()));
    }

    private static long count(String text, char c) {
        return text.chars().filter(x -> x == c).count();
    }

    private static Alert alert(Reason reason, String leaked, @Nullable Instant since) {
        return new Alert(
                new UUID(1, 2),
                reason,
                Severity.HIGH,
                null,
                null,
                leaked,
                "",
                "",
                since,
                "",
                "",
                List.of(),
                Instant.EPOCH);
    }
}
