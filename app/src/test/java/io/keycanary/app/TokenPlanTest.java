package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code token issue --from}. */
class TokenPlanTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Program.Result issue(Path plan, String... more) throws IOException {
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("home/config.yaml"), "issue:\n  owner: ops\n  naming: job-{word}-{digit:4}\n");
        String[] line = {"token", "issue", "--path", "/svc/", "--from", plan.toString()};
        String[] all = java.util.Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        return new Program(folder.resolve("home")).run(all);
    }

    private JsonNode show(String label) throws IOException {
        return JSON.readTree(new Program(folder.resolve("home"))
                .run("token", "show", label, "--format", "json")
                .out());
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void csv_isIssuedWithItsPlaces_andAgainOnlyWhatIsMissing() throws Exception {
        Path plan = file("plan.csv", """
                label,name,owner,tags,kind,location
                ci-deploy,svc-deploy,payments,"ci eu",ci,"acme/shop: DEPLOY_KEY"
                ci-release,,,,,
                """);
        Program.Result first = issue(plan);
        assertThat(first.code()).as(first.err()).isEqualTo(Exit.OK);
        assertThat(first.out()).contains("issued 2 tokens");
        JsonNode deploy = show("ci-deploy");
        assertThat(deploy.at("/token/userArn").asText()).endsWith(":user/svc/svc-deploy");
        assertThat(deploy.at("/token/owner").asText()).isEqualTo("payments");
        assertThat(deploy.at("/token/tags").toString()).isEqualTo("[\"ci\",\"eu\"]");
        assertThat(deploy.at("/places/0/location").asText()).isEqualTo("acme/shop: DEPLOY_KEY");
        assertThat(deploy.at("/places/0/state").asText()).isEqualTo("PLANNED");
        JsonNode release = show("ci-release");
        assertThat(release.at("/token/userArn").asText()).contains("/svc/job-");
        assertThat(release.at("/token/owner").asText()).isEqualTo("ops");

        Files.writeString(plan, Files.readString(plan) + "ci-third,,,,host,build-7:/root/.aws\n");
        assertThat(issue(plan).out()).contains("issued 1 tokens");
        assertThat(show("ci-deploy").get("places")).hasSize(1);
        assertThat(show("ci-third").at("/places/0/kind").asText()).isEqualTo("host");
    }

    @Test
    void yaml_isIssued() throws Exception {
        Path plan = file("plan.yaml", """
                tokens:
                  - {label: a, purpose: trap, tags: [x, y]}
                  - label: b
                    name: svc-b
                """);
        assertThat(issue(plan, "--owner", "ann").out()).contains("issued 2 tokens");
        assertThat(show("a").at("/token/tags").toString()).isEqualTo("[\"x\",\"y\"]");
        assertThat(show("a").at("/token/owner").asText()).isEqualTo("ann");
        assertThat(show("b").at("/token/userArn").asText()).endsWith("/svc/svc-b");
    }

    /** A tilde is the end of a line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plan.csv  | label,colour~a,red~                   | line 1: there is no column "colour"
            plan.csv  | label,name~a,svc-a~,svc-b~            | line 3: a token needs a label
            plan.csv  | label~a~b~a~                          | line 4: the label "a" is there already
            plan.csv  | label,name~a,no such name~            | line 2: a user name has 1 to 64
            plan.csv  | label,kind~a,ci~                      | line 2: a place needs a location
            plan.csv  | label,kind,location~a,moon,crater~    | line 2: there is no kind "moon"
            plan.csv  | label,tags~a,ok n$t~                  | line 2: a tag is 1 to 64
            plan.csv  | label~"a~                             | cannot be read
            plan.yaml | tokens: [{label: a, colour: red}]~    | line 1: there is no setting "colour"
            plan.yaml | tokens: [{name: a}]~                  | line 1: a token needs a label
            plan.yaml | token: []~                            | there is no setting "token"
            """)
    void plan_withAMistake_isRefusedWithItsLineBeforeAnythingIsMade(String name, String text, String what)
            throws Exception {
        Program.Result refused = issue(file(name, text.replace('~', '\n')));
        assertThat(refused.code()).isEqualTo(Exit.USAGE);
        assertThat(refused.err()).contains(name, what);
        assertThat(new Program(folder.resolve("home"))
                        .run("token", "list", "--all")
                        .out())
                .doesNotContain("svc-");
    }

    @Test
    void from_withAName_isRefused() throws Exception {
        assertThat(issue(file("plan.csv", "label\na\n"), "svc-x").err()).contains("--from says what to issue");
        assertThat(issue(folder.resolve("none.csv")).err()).contains("there is no plan file");
    }
}
