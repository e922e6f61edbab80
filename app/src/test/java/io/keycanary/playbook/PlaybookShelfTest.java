package io.keycanary.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.incident.Severity;
import io.keycanary.incident.SightingKind;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.Condition.AccountKind;
import io.keycanary.respond.Playbook;
import io.keycanary.respond.Situation;
import io.keycanary.respond.Step;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped playbooks, and those of the user over them. */
class PlaybookShelfTest {
    @TempDir
    private Path folder;

    private static Situation situation(SightingKind kind, Set<Placement.Kind> places) {
        return new Situation(Severity.HIGH, Set.of(kind), places, false, AccountKind.AWS);
    }

    private PlaybookShelf shelf() {
        return PlaybookShelf.read(folder);
    }

    @Test
    void shipped_areAllWithoutMistake() {
        assertThat(shelf().mistakes()).isEmpty();
        assertThat(shelf().playbooks().all()).hasSize(8);
        for (Playbook playbook : shelf().playbooks().all()) {
            assertThat(PlaybookShelf.text(playbook.name())).contains("playbook: " + playbook.name());
            assertThat(playbook.steps().getFirst().after())
                    .as("the first step can be done at once")
                    .isEmpty();
            assertThat(playbook.steps().getFirst().due()).as("and has a time").isNotNull();
        }
    }

    /** Whoever runs a playbook by itself must not break what works. */
    @Test
    void shipped_doNothingDangerousByThemselves() {
        assertThat(shelf().playbooks().all().stream()
                        .flatMap(playbook -> playbook.steps().stream())
                        .map(Step::work)
                        .filter(work -> work instanceof Step.Action action
                                && action.automatic()
                                && action.kind() != ActionKind.KEEP_DECOY_KEY))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "USE, REPOSITORY, FILES, leaked-in-repository",
        "USE, CI, EVENTBRIDGE, leaked-in-ci",
        "USE, HOST, ENDPOINT, leaked-on-host",
        "USE, SECRET_STORE, FILES, leaked-in-secret-store",
        "USE, OTHER, FILES, unknown-place",
        "EXPOSURE, REPOSITORY, FILES, public-exposure",
        "TAMPER, HOST, FILES, tamper",
        "USE, HOST, LAST_USED, unlogged-use"
    })
    void choose_byKindPlaceAndPath_isTheMostExact(
            SightingKind kind, Placement.Kind place, DetectionPath path, String expected) {
        assertThat(shelf().playbooks().choose("", situation(kind, Set.of(place)), Set.of(path)))
                .map(Playbook::name)
                .contains(expected);
    }

    @Test
    void choose_tokenNamesOne_isThat() {
        assertThat(shelf().playbooks()
                        .choose("tamper", situation(SightingKind.USE, Set.of()), Set.of(DetectionPath.FILES)))
                .map(Playbook::name)
                .contains("tamper");
        assertThat(shelf().playbooks()
                        .choose("call ann", situation(SightingKind.USE, Set.of()), Set.of(DetectionPath.FILES)))
                .map(Playbook::name)
                .contains("unknown-place");
    }

    @Test
    void read_userHasOneOfTheSameName_itComesFirst() throws IOException {
        Files.writeString(folder.resolve("tamper.yaml"), """
                playbook: tamper
                version: 7
                title: Ours
                owner: ops
                steps:
                  - id: call
                    title: Call the boss.
                    kind: manual
                """);
        Files.writeString(folder.resolve("broken.yml"), "playbook: x\n");
        Files.writeString(folder.resolve("notes.txt"), "nothing");
        PlaybookShelf shelf = shelf();
        assertThat(shelf.playbooks().find("tamper").orElseThrow().version()).isEqualTo(7);
        assertThat(shelf.source().get("tamper")).endsWith("tamper.yaml");
        assertThat(shelf.playbooks().all())
                .as("the broken one costs none of the others")
                .hasSize(8);
        assertThat(shelf.mistakes())
                .isNotEmpty()
                .allMatch(mistake -> mistake.place().file().endsWith("broken.yml"));
    }

    @Test
    void read_twoOfOneName_isAMistakeThatNamesBoth() throws IOException {
        String text = PlaybookShelf.text("tamper");
        Files.writeString(folder.resolve("a.yaml"), text);
        Files.writeString(folder.resolve("b.yaml"), text);
        assertThat(shelf().mistakes()).singleElement().asString().contains("b.yaml line 1 column 1", "is in", "a.yaml");
    }
}
