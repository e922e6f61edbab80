package io.keycanary.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.incident.Severity;
import io.keycanary.incident.SightingKind;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.Condition;
import io.keycanary.respond.Mistake;
import io.keycanary.respond.Playbook;
import io.keycanary.respond.PlaybookReader.Reading;
import io.keycanary.respond.Step;
import io.keycanary.token.Placement;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A playbook is read whole, or each mistake in it is told with file, line and column. */
class PlaybookFileTest {
    private static final String HEAD = """
            playbook: own
            version: 3
            title: Our own
            owner: ops
            """;

    private static Reading read(String text) throws IOException {
        return PlaybookFile.read("p.yaml", new StringReader(text));
    }

    private static List<String> mistakes(String text) throws IOException {
        Reading reading = read(text);
        assertThat(reading.playbook()).isNull();
        return reading.mistakes().stream().map(Mistake::toString).toList();
    }

    private static String step(String more) {
        return HEAD + "steps:\n  - id: one\n    title: Do it.\n" + more;
    }

    @Test
    void read_everyField_isInThePlaybook() throws IOException {
        Playbook playbook = Objects.requireNonNull(read(HEAD + """
                applies:
                  sighting: [use, exposure]
                  placement: secret-store
                steps:
                  - id: first
                    title: Do it.
                    kind: manual
                    owner: ann
                    text: |
                      line one
                      line two
                  - id: second
                    title: Do more.
                    kind: action
                    action: block-source
                    automatic: true
                    due: 30m after first
                    after: [first]
                    when:
                      severity: high
                      success: false
                      account: aws
                      done: first
                """).playbook());
        assertThat(playbook.name()).isEqualTo("own");
        assertThat(playbook.version()).isEqualTo(3);
        assertThat(playbook.scope().kinds()).isEqualTo(Set.of(SightingKind.USE, SightingKind.EXPOSURE));
        assertThat(playbook.scope().places()).isEqualTo(Set.of(Placement.Kind.SECRET_STORE));
        assertThat(playbook.steps().getFirst().owner()).isEqualTo("ann");
        assertThat(playbook.steps().getFirst().text()).isEqualTo("line one\nline two");
        assertThat(playbook.steps().get(1))
                .isEqualTo(new Step(
                        "second",
                        "Do more.",
                        "",
                        "ops",
                        new Step.Action(ActionKind.BLOCK_SOURCE, true),
                        new Step.Due(Duration.ofMinutes(30), "first"),
                        List.of("first"),
                        new Condition(
                                Severity.HIGH,
                                Set.of(),
                                Set.of(),
                                false,
                                Condition.AccountKind.AWS,
                                List.of("first"))));
    }

    @Test
    void read_unknownKindOfStep_isToldWithLineAndColumn() throws IOException {
        assertThat(mistakes(step("    kind: manuel\n")))
                .containsExactly(
                        "p.yaml line 8 column 11: there is no kind of step \"manuel\"; there are manual, query,"
                                + " action");
    }

    @Test
    void read_loop_isToldWhereItCloses() throws IOException {
        assertThat(mistakes(HEAD + """
                steps:
                  - id: a
                    title: A.
                    kind: manual
                    after: c
                  - id: b
                    title: B.
                    kind: manual
                    after: [a]
                  - id: c
                    title: C.
                    kind: manual
                    when:
                      done: b
                """))
                .containsExactly(
                        "p.yaml line 13 column 13: a loop: each of these waits for the next: a -> c -> b -> a");
        assertThat(mistakes(step("    kind: manual\n    due: 5m after one\n")))
                .containsExactly("p.yaml line 9 column 10: a loop: each of these waits for the next: one -> one");
    }

    @Test
    void read_automaticActionThatNeedsAName_isToldWhereItSaysSo() throws IOException {
        assertThat(mistakes(step("    kind: action\n    action: revoke-sessions\n    automatic: true\n")))
                .containsExactly(
                        "p.yaml line 10 column 16: \"revoke-sessions\" cannot be automatic: a person has to name"
                                + " what it is about");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: action\\n    action: reboot|9 column 13: there is no action \"reboot\"; there are keep-decoy-key",
                "kind: action|6 column 5: \"action\" is missing in a step of kind action",
                "kind: query\\n    query: weather|9 column 12: there is no query \"weather\"",
                "kind: manual\\n    action: keep-decoy-key|9 column 13: \"action\" goes with \"kind: action\" only",
                "kind: manual\\n    ownr: ann|9 column 5: a step has no field \"ownr\"; it has action, after",
                "kind: manual\\n    kind: manual|9 column 5: \"kind\" is given twice",
                "kind: manual\\n    due: soon|9 column 10: \"due\" is as 15m, 4h, 2d",
                "kind: manual\\n    after: two|9 column 12: there is no step \"two\"; there are one",
                "kind: manual\\n    when: high|9 column 11: expected \"when\" as fields",
                "kind: manual\\n    when:\\n      severity: hi|10 column 17: there is no severity \"hi\"; there are low",
                "text: x|6 column 5: \"kind\" is missing in a step",
                "kind: manual\\n  - id: one\\n    title: Again.\\n    kind: manual|9 column 9: there are two steps \"one\"",
                "kind: [manual]|8 column 11: \"kind\" is a text",
            })
    void read_oneMistake_isToldAlone(String lines, String expected) throws IOException {
        assertThat(mistakes(step("    " + lines.replace("\\n", "\n") + "\n")))
                .singleElement()
                .asString()
                .startsWith("p.yaml line " + expected);
    }

    @Test
    void read_severalMistakes_areAllToldInOrder() throws IOException {
        assertThat(mistakes("""
                playbook: Bad Name
                title: T
                colour: red
                steps:
                  - id: one
                    title: Do it.
                    kind: manual
                """))
                .containsExactly(
                        "p.yaml line 1 column 1: \"version\" is missing in a playbook",
                        "p.yaml line 1 column 11: \"playbook\" is 1 to 40 small letters, digits or -, the first a letter,"
                                + " not \"Bad Name\"",
                        "p.yaml line 3 column 1: a playbook has no field \"colour\"; it has applies, owner, playbook,"
                                + " steps, title, version",
                        "p.yaml line 5 column 5: step \"one\" has no \"owner\", and neither has the playbook");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "just text",
                "- a\n- b",
                "playbook: [",
                "a: &x [1]\nb: *x",
                "&a [*a]",
                "? {a: b}\n: c",
                "playbook: x\nsteps: []",
                "\u0000",
                "a: !!java.net.URL [\"http://127.0.0.1:1/\"]",
                "%YAML 9.9\n---\na: b"
            })
    void read_whatIsNoPlaybook_isRefusedWithAPlace(String text) throws IOException {
        assertThat(mistakes(text))
                .isNotEmpty()
                .allMatch(mistake -> mistake.matches("p\\.yaml line \\d+ column \\d+: .+"));
    }

    @Test
    void read_hostileText_isQuotedHarmlessly() throws IOException {
        assertThat(mistakes(step("    kind: \"\\e[31m" + "x".repeat(50) + "\"\n"))
                        .getFirst())
                .contains("\\u{1b}[31m")
                .doesNotContain("\u001b");
        assertThat(mistakes(HEAD.replace("Our own", "\"a\\nb\"") + "steps:\n  - {id: a, title: A., kind: manual}\n"))
                .containsExactly("p.yaml line 3 column 8: \"title\" is one line of printable text");
    }

    @Test
    void read_titleThatAnAlertHasNoRoomFor_isRefused() throws IOException {
        assertThat(mistakes(step("    kind: manual\n").replace("Do it.", "x".repeat(141))))
                .containsExactly("p.yaml line 7 column 12: \"title\" has 141 characters, and at most 140 are taken");
    }
}
