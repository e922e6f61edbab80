package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code policy export}, and what the audit makes of it. */
class PolicyVerbsTest {
    private static final String SETTINGS = """
            issue: {naming: 'svc-{word}'}
            policy:
              owner: security@example.com
              contacts: ['+49 1', soc@example.com]
              planters: [platform team]
              review: 90d
            """;

    @TempDir
    private Path home;

    private Program at(String time) {
        return new Program(home).at(Instant.parse(time));
    }

    private static String found(Program program) {
        Program.Result audit = program.run("audit", "--format", "json");
        return audit.lines().stream()
                .filter(line -> line.contains("policy-"))
                .findFirst()
                .orElse("");
    }

    private static Program.Result export(Program program, String... more) {
        String[] line = new String[2 + more.length];
        line[0] = "policy";
        line[1] = "export";
        System.arraycopy(more, 0, line, 2, more.length);
        Program.Result result = program.run(line);
        assertThat(result.code()).as(result.err()).isEqualTo(Exit.OK);
        return result;
    }

    @Test
    void policy_thatIsExported_saysWhatWasDecided_andWhatThereIs() throws Exception {
        Files.writeString(home.resolve("config.yaml"), SETTINGS);
        Program program = at("2026-11-23T12:30:00Z");
        program.run("token", "issue", "svc-a", "--owner", "<b>ann</b>");
        assertThat(export(program).out())
                .contains("# Decoy policy", "to be reviewed by 2027-02-21", "security@example.com", "platform team")
                .contains("+49 1, soc@example.com", "svc-{word}", "Nobody uses the key of a decoy", "expect add")
                .contains("1 decoys are in use, 0 of them armed", "1 have no recorded place");
        assertThat(export(program, "--format", "html").out())
                .contains("<h1>Decoy policy</h1>", "&lt;b&gt;ann&lt;/b&gt;")
                .doesNotContain("<b>ann</b>");
        JsonNode json =
                new ObjectMapper().readTree(export(program, "--format", "json").out());
        assertThat(json.get("states").get("issued").asInt()).isEqualTo(1);
        assertThat(json.get("playbooks")).isNotEmpty();
    }

    @Test
    void audit_tellsOfAPolicyThatIsMissing_outdated_orDueForReview() throws Exception {
        Program program = at("2026-11-23T12:30:00Z");
        program.run("token", "issue", "svc-a", "--owner", "o", "--purpose", "p", "--playbook", "b");
        assertThat(found(program)).contains("policy-none", "keycanary policy export");
        assertThat(export(program).err()).contains("policy.owner", "policy.contacts", "policy.planters");
        assertThat(found(program)).isEmpty();
        program.run("token", "issue", "svc-b");
        assertThat(found(program)).as("numbers change every day").isEmpty();

        Files.writeString(home.resolve("config.yaml"), SETTINGS);
        assertThat(found(program)).contains("policy-changed", "2026-11-23");
        export(program);
        assertThat(found(program)).isEmpty();
        assertThat(found(at("2027-02-20T00:00:00Z"))).isEmpty();
        assertThat(found(at("2027-02-22T00:00:00Z"))).contains("policy-review", "was due on 2027-02-21");
        assertThat(program.run("audit", "svc-a", "--format", "json").out())
                .as("named tokens are audited alone")
                .doesNotContain("policy-");
    }
}
