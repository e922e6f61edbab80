package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plant lint} and {@code plant suggest}, on real files and a real git. */
class PlacesVerbTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:30:00Z");

    @TempDir
    private Path folder;

    private Program program;
    private Path credentials;

    @BeforeEach
    void aTokenInAPlace() throws IOException {
        program = new Program(folder.resolve("home")).at(NOW);
        issue("svc-a");
        credentials = Files.createDirectories(folder.resolve("ci/.aws")).resolve("credentials");
        run(
                Exit.OK,
                "plant",
                "svc-a",
                "--as",
                "aws-credentials",
                "--to",
                credentials.toString(),
                "--profile",
                "backup");
        as(NOW);
    }

    private void issue(String name) {
        run(Exit.OK, "token", "issue", name, "--owner", "o", "--purpose", "p", "--playbook", "b");
    }

    private void as(Instant time) throws IOException {
        Files.setLastModifiedTime(credentials, FileTime.from(time));
    }

    private Program.Result run(int exit, String... line) {
        Program.Result result = program.run(line);
        assertThat(result.code())
                .as(String.join(" ", line) + result.out() + result.err())
                .isEqualTo(exit);
        return result;
    }

    private List<String> lint() throws IOException {
        List<String> checks = new ArrayList<>();
        for (String line : program.run("plant", "lint", "--format", "json").lines()) {
            JsonNode document = new ObjectMapper().readTree(line);
            if (document.has("check")) {
                checks.add(document.get("check").asText());
            }
        }
        return checks;
    }

    private void rewrite(String from, String to) throws IOException {
        String text = Files.readString(credentials);
        assertThat(text).contains(from);
        Files.writeString(credentials, text.replace(from, to));
        as(NOW);
    }

    private Map<String, String> everyFile() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(folder.resolve("home"))) {
                    all.put(
                            file.toString(),
                            Files.getLastModifiedTime(file) + Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return all;
    }

    @Test
    void place_asItWasPlanted_hasNoFinding_andNothingIsWritten() throws IOException {
        Map<String, String> before = everyFile();
        assertThat(lint()).isEmpty();
        assertThat(run(Exit.OK, "plant", "lint").out()).contains("findings: 0");
        assertThat(everyFile()).isEqualTo(before);
    }

    @Test
    void place_inWhichOneThingIsWrong_hasTheFindingThatNamesIt() throws IOException {
        rewrite("[backup]", "[default]");
        assertThat(lint()).containsExactly("place-default");
        rewrite("[default]", "# our honeytoken\n[backup]");
        assertThat(lint()).containsExactly("place-tells");
        assertThat(run(Exit.FOUND, "plant", "lint", "--token", "svc-a").out())
                .contains("\"honeytoken\" stands beside the key", "take the word out of " + credentials);
        rewrite("# our honeytoken\n", "# bootstrap\n");
        assertThat(lint()).isEmpty();
        rewrite("aws_secret_access_key", "\n\n\n\n\n\naws_secret_access_key");
        assertThat(lint()).containsExactly("place-apart");
        rewrite("\n\n\n\n\n\naws_secret_access_key", "aws_secret_access_key");
        as(NOW.plus(Duration.ofDays(30)));
        assertThat(lint()).containsExactly("place-young");
        as(NOW);
        Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(lint()).containsExactly("place-open");
        run(Exit.OK, "plant", "lint");
        run(Exit.FOUND, "plant", "lint", "--fail-on", "low");
        Files.delete(credentials);
        assertThat(lint()).containsExactly("place-gone");
        assertThat(run(Exit.OK, "token", "show", "svc-a").out())
                .as("the register is left alone")
                .contains("PLANTED");
    }

    @Test
    void token_withoutAPlace_andOneInTwo_areFoundByTheRulesOfTheAudit() throws IOException {
        issue("svc-b");
        Path second = folder.resolve("ci/.env");
        run(Exit.OK, "plant", "svc-a", "--as", "dotenv", "--to", second.toString(), "--variable", "OLD_ACCESS_KEY_ID");
        Files.setLastModifiedTime(second, FileTime.from(NOW));
        assertThat(lint()).containsExactly("place-several", "place-none");
    }

    @Test
    void region_thatIsTheSameBesideEveryKey_isToldOnce() throws IOException {
        for (String name : List.of("svc-b", "svc-c", "svc-d")) {
            issue(name);
            Path file = Files.createDirectories(folder.resolve(name)).resolve("config");
            run(Exit.OK, "plant", name, "--as", "aws-config", "--to", file.toString(), "--region", "us-east-2");
            Files.setLastModifiedTime(file, FileTime.from(NOW));
        }
        assertThat(lint()).containsExactly("place-region");
    }

    @Test
    void repository_withAPublicRemote_isTold_withoutItsPassword() throws Exception {
        git("init", "-q");
        git("config", "user.email", "a@example.com");
        git("config", "user.name", "a");
        git("commit", "-q", "--allow-empty", "-m", "first");
        git("remote", "add", "origin", "https://ann:pa55word@github.com/acme/shop.git");
        Program.Result result = run(Exit.FOUND, "plant", "lint");
        assertThat(result.out()).contains("HIGH", "origin is at github.com").doesNotContain("pa55word");
        Program.Result proposed =
                run(Exit.OK, "plant", "suggest", "--kind", "repo", repository().toString());
        assertThat(proposed.out()).contains("careful").doesNotContain("pa55word");
    }

    private void git(String... words) throws Exception {
        List<String> line =
                new ArrayList<>(List.of("git", "-C", folder.resolve("ci").toString()));
        line.addAll(List.of(words));
        assertThat(new ProcessBuilder(line).inheritIO().start().waitFor()).isZero();
    }

    private Path repository() throws IOException {
        Path shop = Files.createDirectories(folder.resolve("ci/shop"));
        Files.writeString(shop.resolve("main.tf"), "resource {}\n");
        Files.writeString(shop.resolve("Dockerfile"), "FROM alpine\n");
        Files.createDirectories(shop.resolve(".github/workflows"));
        Files.writeString(shop.resolve(".github/workflows/deploy.yml"), "on: push\njobs:\n  a:\n    runs-on: x\n");
        Files.createDirectories(shop.resolve("node_modules/x"));
        Files.writeString(shop.resolve("node_modules/x/package.json"), "{}");
        return shop;
    }

    @Test
    void repository_getsPlacesByWhatLiesThere_withCommandsThatWork() throws Exception {
        issue("svc-b");
        Path shop = repository();
        Map<String, String> before = everyFile();
        List<JsonNode> all = new ArrayList<>();
        for (String line : run(Exit.OK, "plant", "suggest", shop.toString(), "--format", "json")
                .lines()) {
            all.add(new ObjectMapper().readTree(line));
        }
        assertThat(everyFile()).as("nothing is written").isEqualTo(before);
        assertThat(all)
                .extracting(one -> one.get("format").asText())
                .containsExactly("tfvars", "dockerfile", "github-actions");
        assertThat(all.getFirst().get("why").asText()).contains("main.tf");
        List<String> command = new ArrayList<>();
        all.getFirst().get("command").forEach(word -> command.add(word.asText()));
        run(Exit.OK, command.subList(1, command.size()).toArray(String[]::new));
        assertThat(Files.readString(shop.resolve("terraform.tfvars"))).contains("backup_access_key");
        Program.Result after = run(Exit.OK, "plant", "suggest", shop.toString());
        assertThat(after.out()).doesNotContain("tfvars").contains("first    keycanary token issue");
        assertThat(run(Exit.OK, "plant", "suggest", "--kind", "ci", shop.toString())
                        .out())
                .contains("workflows/deploy.yml")
                .doesNotContain("Dockerfile");
    }

    @Test
    void everyCommand_thatIsProposed_canBePlanted() throws Exception {
        Path all = repository();
        for (String name :
                List.of("values.yaml", "deployment.yaml", ".gitlab-ci.yml", "backup.sh", "app.tfvars", ".env")) {
            Files.writeString(all.resolve(name), name.endsWith(".yml") ? "test:\n  script: x\n" : "");
        }
        Files.writeString(all.resolve("application.properties"), "a=b\n");
        Files.writeString(all.resolve("Jenkinsfile"), "pipeline {\n  agent any\n  stages {\n  }\n}\n");
        for (String line : run(Exit.OK, "plant", "suggest", all.toString(), "--format", "json")
                .lines()) {
            List<String> command = new ArrayList<>();
            new ObjectMapper().readTree(line).get("command").forEach(word -> command.add(word.asText()));
            command.removeFirst();
            command.add("--dry-run");
            command.set(1, "svc-a");
            run(Exit.OK, command.toArray(String[]::new));
        }
    }

    @Test
    void host_getsAProfileBesideTheRealOnes() throws IOException {
        Path home = Files.createDirectories(folder.resolve("ann"));
        assertThat(run(Exit.OK, "plant", "suggest", "--kind", "host", home.toString())
                        .out())
                .contains("--as aws-home", "--profile backup");
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/credentials"), "[acme-prod]\nx = y\n[acme-backup]\nx = y\n");
        assertThat(run(Exit.OK, "plant", "suggest", "--kind", "host", home.toString())
                        .out())
                .contains("real profiles stand there (2)", "--profile acme-backup-prod");
        assertThat(run(Exit.USAGE, "plant", "suggest", folder.resolve("none").toString())
                        .err())
                .contains("is no folder");
    }
}
