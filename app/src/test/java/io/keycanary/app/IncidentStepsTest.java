package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code incident steps} and {@code incident step}: a playbook is worked through. */
class IncidentStepsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Program program = new Program(Path.of("unset"));
    private String incident = "";

    @BeforeEach
    void incident() throws Exception {
        Path home = folder.resolve("home");
        program = new Program(home);
        Files.createDirectories(home.resolve("playbooks"));
        Files.writeString(home.resolve("playbooks/own.yaml"), """
                playbook: own
                version: 4
                title: Ours
                owner: ops
                steps:
                  - {id: now, title: Do it at once., kind: manual, due: 0m}
                  - {id: then, title: Do that then., kind: manual, after: now, owner: ann}
                  - {id: who-else, title: 'Who else?', kind: query, query: same-source}
                  - {id: beside, title: 'What else?', kind: query, query: same-place}
                """);
        String token = program.run("token", "issue", "svc-a", "--playbook", "own", "--format", "json")
                .out();
        incident = SeenUse.of(home, JSON.readTree(token), "e1", "198.51.100.7");
    }

    private Program.Result run(String... line) {
        return program.run(line);
    }

    @Test
    void steps_areShownWithOwnerAndWhatIsOverdue() throws Exception {
        Program.Result shown = run("incident", "steps", incident);
        assertThat(shown.out()).contains("own version 4", "OVERDUE", "Do it at once.", "ops, manual, due", "WAITING");
        Program.Result late = run("incident", "steps");
        assertThat(late.code()).isEqualTo(Exit.FOUND);
        assertThat(late.out()).contains("Do it at once.").doesNotContain("Do that then.");
        assertThat(run("incident", "show", incident).out()).contains("OVERDUE  now", "all: keycanary incident steps");
        JsonNode json = JSON.readTree(
                run("incident", "steps", incident, "--format", "json").out());
        assertThat(json.at("/steps/0/overdue").asBoolean()).isTrue();
        assertThat(json.at("/steps/1/owner").asText()).isEqualTo("ann");
    }

    @Test
    void step_doneAndSkipped_isInTheTimeline() {
        assertThat(run("incident", "step", incident, "now", "--done", "--note", "all 14")
                        .out())
                .contains("now  DONE");
        assertThat(run("incident", "steps").code())
                .as("nothing is overdue any more")
                .isEqualTo(Exit.OK);
        Program.Result bare = run("incident", "step", incident, "then", "--skip");
        assertThat(bare.code()).isEqualTo(Exit.USAGE);
        assertThat(bare.err()).contains("needs a reason");
        assertThat(run("incident", "step", incident, "then", "--skip", "--note", "\u001b[31mno")
                        .out())
                .contains("SKIPPED");
        assertThat(run("incident", "show", incident).out())
                .contains("playbook by keycanary: own version 4 began", "step-done by", "now: all 14", "\\u{1b}[31mno")
                .doesNotContain("\u001b");
    }

    @Test
    void step_unknown_isRefusedNamingThoseThereAre() {
        Program.Result unknown = run("incident", "step", incident, "never", "--done");
        assertThat(unknown.code()).isEqualTo(Exit.USAGE);
        assertThat(unknown.err()).contains("no step \"never\"; it has now, then");
        assertThat(run("incident", "step", incident, "now", "--done", "--skip").code())
                .isEqualTo(Exit.USAGE);
        assertThat(run("incident", "step", incident, "now").out()).contains("manual; owner ops; due 0d");
    }

    @Test
    void query_sameSource_tellsWhatIsKnownAndWhatToAskElsewhere() throws Exception {
        Path home = folder.resolve("home");
        JsonNode other =
                JSON.readTree(run("token", "issue", "svc-b", "--format", "json").out());
        String second = SeenUse.of(home, other, "e2", "198.51.100.9");
        Program.Result source = run("incident", "step", second, "source");
        assertThat(source.code()).as(source.err()).isEqualTo(Exit.OK);
        assertThat(source.out())
                .contains(
                        "sources, with their sightings: 198.51.100.9 (1)",
                        "also hit from the same network: token svc-a",
                        "filter sourceIPAddress in [\"198.51.100.9\"]",
                        "WHERE sourceipaddress IN ('198.51.100.9')");
        assertThat(run("incident", "step", second, "access").out())
                .contains("not recorded here", "there is no AWS account to ask");
        assertThat(run("incident", "step", second, "neighbours").out()).contains("no place of this token is recorded");
        JsonNode json = JSON.readTree(
                run("incident", "step", second, "source", "--format", "json").out());
        assertThat(json.get("answer")).isNotEmpty();
    }

    @Test
    void query_samePlace_namesOtherTokensInTheFolder() throws Exception {
        Path box = Files.createDirectories(folder.resolve("box"));
        JsonNode other =
                JSON.readTree(run("token", "issue", "svc-b", "--format", "json").out());
        run("plant", "svc-a", "--as", "dotenv", "--to", box.resolve(".env").toString());
        run("plant", "svc-b", "--as", "dotenv", "--to", box.resolve("prod.env").toString());
        String second = SeenUse.of(folder.resolve("home"), other, "e3", "203.0.113.5");
        assertThat(run("incident", "step", second, "neighbours").out())
                .contains(
                        "token svc-a (TRIGGERED): repository",
                        box.resolve(".env").toString());
    }

    @Test
    void blockSource_byTheCommandOfTheUser_andBack() throws Exception {
        Path log = folder.resolve("log");
        String[] block = {"incident", "act", incident, "block-source", "198.51.100.7", "--confirm", "198.51.100.7"};
        Program.Result none = run(block);
        assertThat(none.code()).isEqualTo(Exit.REFUSED);
        assertThat(none.err()).contains("respond.block");
        Path hook = folder.resolve("hook");
        Files.writeString(hook, "#!/bin/sh\necho \"$@\" >> " + log + "\n");
        Files.setPosixFilePermissions(hook, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("home/config.yaml"), "respond:\n  block: [" + hook + ", --zone, edge]\n");
        assertThat(run("incident", "act", incident, "block-source", "198.51.100.7")
                        .code())
                .isEqualTo(Exit.REFUSED);
        assertThat(log).doesNotExist();
        assertThat(run(block).out()).contains("DONE", "--zone edge block 198.51.100.7");
        String id = JSON.readTree(
                        run("incident", "actions", incident, "--format", "json").out())
                .get("id")
                .asText();
        assertThat(run("incident", "undo", incident, id, "--confirm", "198.51.100.7")
                        .code())
                .isEqualTo(Exit.OK);
        assertThat(Files.readAllLines(log))
                .containsExactly("--zone edge block 198.51.100.7", "--zone edge unblock 198.51.100.7");
        assertThat(run("incident", "act", incident, "block-source", "$(id)", "--confirm", "$(id)")
                        .err())
                .contains("is about an IP address");
    }

    private static String call(String arn, String key, String event, String address) {
        return """
                {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","arn":"%s","accessKeyId":"%s"},\
                "eventTime":"2026-11-23T10:00:00Z","eventSource":"iam.amazonaws.com","eventName":"%s",\
                "sourceIPAddress":"%s"}""".formatted(arn, key, event, address);
    }

    @Test
    void sameSource_withLogs_namesWhoElseCameFromThereAndWhatCouldNotBeRead() throws Exception {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        String deploy = "arn:aws:iam::111122223333:user/deploy";
        String records = "{\"Records\":[" + call(deploy, "AKIAQYLPMN5HFIQR7XYA", "ListUsers", "198.51.100.7") + ","
                + call(deploy, "AKIAQYLPMN5HFIQR7XYA", "CreateUser", "198.51.100.7") + ","
                + call("arn:aws:iam::111122223333:user/ann", "AKIAQYLPMN5HAAAAAAAA", "ListUsers", "192.0.2.1") + "]}";
        CloudTrailFiles.write(
                logs.resolve("a.json.gz"), CloudTrailFiles.gzip(records.getBytes(StandardCharsets.UTF_8)));
        Files.writeString(
                logs.resolve("b.ndjson"),
                call("arn:aws:iam::111122223333:user/ci\\u001b[31m", "", "ListUsers", "198.51.100.7") + "\n"
                        + call(deploy, "", "ListUsers", "198.51.100.70") + "\n");
        Files.writeString(logs.resolve("broken.json"), "{\"Records\":[{\"sourceIPAddress\":\"198.51.100.7\"");
        Program.Result answer = run("incident", "step", incident, "who-else", "--logs", logs.toString());
        assertThat(answer.code()).as("one could not be read").isEqualTo(Exit.INCOMPLETE);
        assertThat(answer.out())
                .contains(
                        deploy
                                + " with key AKIAQYLPMN5HFIQR7XYA: 2 calls from 2026-11-23T10:00:00Z to 2026-11-23T10:00:00Z:"
                                + " iam:CreateUser, iam:ListUsers",
                        "user/ci\\u{1b}[31m: 1 calls",
                        "3 files were looked through",
                        "could not be read: " + logs.resolve("broken.json"))
                .doesNotContain("user/ann", "\u001b");
        assertThat(run("incident", "step", incident, "beside", "--logs", logs.toString())
                        .err())
                .contains("--logs and --history go with");
        assertThat(run("incident", "step", incident, "who-else", "--logs", "s3://logs-of-acme/")
                        .err())
                .contains("files and folders of this machine");
        assertThat(run(
                                "incident",
                                "step",
                                incident,
                                "who-else",
                                "--logs",
                                folder.resolve("no").toString())
                        .code())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void samePlace_realKeysBesideTheDecoy_areNamedWithoutTheirSecrets() throws Exception {
        Path aws = Files.createDirectories(folder.resolve("host/.aws"));
        Files.writeString(
                aws.resolve("credentials"),
                "[default]\naws_access_key_id = AKIAQYLPMN5HFIQR7XYA\naws_secret_access_key = realSecretRealSecretRealSecretRealSecr\n");
        assertThat(run(
                                "plant",
                                "svc-a",
                                "--as",
                                "aws-credentials",
                                "--to",
                                aws.resolve("credentials").toString())
                        .code())
                .isEqualTo(Exit.OK);
        String decoy = JSON.readTree(
                        run("token", "show", "svc-a", "--format", "json").out())
                .at("/token/keys/0/id")
                .asText();
        Program.Result answer = run("incident", "step", incident, "beside");
        assertThat(answer.out())
                .contains("real key AKIAQYLPMN5HFIQR7XYA in " + aws.resolve("credentials"), "deactivate-key")
                .doesNotContain(decoy + " in", "realSecret");
    }
}
