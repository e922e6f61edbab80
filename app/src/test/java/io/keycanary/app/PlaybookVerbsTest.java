package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code playbook list}, {@code show}, {@code check}. */
class PlaybookVerbsTest {
    @TempDir
    private Path folder;

    private Program program = new Program(Path.of("unset"));

    @BeforeEach
    void home() {
        program = new Program(folder.resolve("home"));
    }

    @Test
    void list_withoutAHome_namesTheShippedOnes() {
        Program.Result listed = program.run("playbook", "list");
        assertThat(listed.code()).as(listed.err()).isEqualTo(Exit.OK);
        assertThat(listed.lines()).hasSize(9);
        assertThat(listed.out()).contains("tamper", "sighting use, placement secret-store", "shipped");
        assertThat(folder.resolve("home")).as("looking makes nothing").doesNotExist();
    }

    @Test
    void show_isReadableAndTheYamlChecksWithoutMistake() throws Exception {
        Program.Result shown = program.run("playbook", "show", "leaked-on-host");
        assertThat(shown.out())
                .contains("leaked-on-host version 1", "Treat the host as taken over", "owner host owner; due 30m");
        Path copy = folder.resolve("copy.yaml");
        Files.writeString(
                copy,
                program.run("playbook", "show", "leaked-on-host", "--yaml").out());
        Program.Result checked = program.run("playbook", "check", copy.toString());
        assertThat(checked.out()).contains("leaked-on-host version 1, 13 steps");
        assertThat(checked.code()).isEqualTo(Exit.OK);
        String json =
                program.run("playbook", "show", "tamper", "--format", "json").out();
        assertThat(new ObjectMapper().readTree(json).at("/steps/0/id").asText()).isEqualTo("who");
        assertThat(program.run("playbook", "show", "nope").code()).isEqualTo(Exit.USAGE);
    }

    @Test
    void check_mistakes_arePrintedWithLineAndColumnAndEndWithTwo() throws Exception {
        Path bad = folder.resolve("bad.yaml");
        Files.writeString(bad, """
                playbook: bad
                version: 1
                title: Bad
                owner: ops
                steps:
                  - {id: a, title: A., kind: dance}
                  - {id: b, title: B., kind: manual, after: c}
                  - {id: c, title: C., kind: manual, after: b}
                """);
        Program.Result checked = program.run("playbook", "check", bad.toString());
        assertThat(checked.code()).isEqualTo(Exit.USAGE);
        assertThat(checked.lines())
                .containsExactly(
                        bad + " line 6 column 30: there is no kind of step \"dance\"; there are manual, query, action",
                        bad + " line 8 column 45: a loop: each of these waits for the next: b -> c -> b");
        Program.Result json = program.run("playbook", "check", "--format", "json", bad.toString());
        assertThat(new ObjectMapper()
                        .readTree(json.out())
                        .at("/mistakes/0/column")
                        .asInt())
                .isEqualTo(30);
        assertThat(program.run("playbook", "check", folder.resolve("none").toString())
                        .code())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void list_brokenOneInTheHome_isToldAndTheOthersStay() throws Exception {
        Files.createDirectories(folder.resolve("home/playbooks"));
        Files.writeString(folder.resolve("home/playbooks/x.yaml"), "playbook: x\n");
        Program.Result listed = program.run("playbook", "list");
        assertThat(listed.err()).contains("x.yaml line 1 column 1: \"version\" is missing");
        assertThat(listed.lines()).hasSize(9);
        assertThat(listed.code()).isEqualTo(Exit.USAGE);
    }
}
