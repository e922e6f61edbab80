package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.cli.Exit;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code naming}, with an account of moto. */
class NamingVerbsTest extends MotoAccount {
    private Program.Result run(String... line) {
        return program().run(line);
    }

    @Test
    void learnSetIssueAndRecognise_decoysAreNamedAsRealUsersAre() throws Exception {
        profile("prod", "iam:*");
        assertThat(add("prod", "--tag", "CostUnit=4711").err()).isEmpty();
        for (String name : List.of("svc-login-01", "svc-mail-02", "svc-etl-17", "svc-web-20", "lonely")) {
            iam().createUser(r -> r.userName(name));
        }
        iam().createUser(r -> r.userName("svc-decoy-99").path("/batch/"));
        CallRecorder.start();
        Program.Result learned = run("naming", "learn", "--account", "prod");
        CallRecorder.pause();
        assertThat(CallRecorder.calls()).containsOnly("iam:ListUsers");
        everyCallIsOurs();
        assertThat(learned.code()).isEqualTo(Exit.FOUND);
        assertThat(learned.out()).contains("svc-{word}-{digit:2}", "4 of 7", "naming set 'svc-{word}-{digit:2}'");

        assertThat(run("naming", "show").code()).as("nothing is set yet").isEqualTo(Exit.USAGE);
        assertThat(run("naming", "set", "svc-{word}-{mark:8}").out()).contains("config.yaml");
        assertThat(run("naming", "show").out()).contains("marked    yes", "such as svc-");
        Program.Result issued =
                run("token", "issue", "--account", "prod", "--owner", "a", "--purpose", "b", "--playbook", "c");
        assertThat(issued.code()).as(issued.err()).isEqualTo(Exit.OK);
        String name = iam().listUsers(r -> r.pathPrefix("/batch/")).users().stream()
                .map(user -> user.userName())
                .filter(user -> !user.equals("svc-decoy-99"))
                .findFirst()
                .orElseThrow();
        Program.Result told = run("naming", "recognise", name, "svc-login-01");
        assertThat(told.code()).isEqualTo(Exit.FOUND);
        assertThat(told.lines()).containsExactly(name + "  OURS", "svc-login-01  no mark of ours");
        assertThat(run("naming", "recognise", "svc-login-01").code()).isEqualTo(Exit.OK);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("home/naming.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void lint_saysWhatGivesItAway() {
        Program.Result lint = run("naming", "lint", "svc-canary", "svc-login", "--key", "AKIAQYLPMN5HHHFPZAM2");
        assertThat(lint.code()).isEqualTo(Exit.FOUND);
        assertThat(lint.out())
                .contains("the user name says \"canary\"", "account 052310077262")
                .doesNotContain("svc-login:");
        assertThat(run("naming", "lint", "svc-login", "--key", "AKIARZPUZDIKGB2VALC4")
                        .out())
                .isEqualTo("nothing tells\n");
        assertThat(run("naming", "lint").code()).isEqualTo(Exit.USAGE);
        assertThat(run("naming", "set", "svc-{wrd}").err()).contains("svc-{wrd}", "{word}");
    }
}
