package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.cli.Exit;
import io.keycanary.cli.Screen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The verbs end to end, on a home folder of their own. */
class VerbsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void home() {
        program = new Program(folder.resolve("home"));
    }

    private JsonNode json(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--format", "json"));
        Program.Result result = program.run(all.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isEqualTo(Exit.OK);
        return JSON.readTree(result.out());
    }

    @Test
    void token_isIssuedListedShownRevealedAndRetired() throws IOException {
        JsonNode issued = json("token", "issue", "svc-report", "--path", "/services/", "--owner", "payments");
        String id = issued.get("id").asText();
        String key = issued.get("keys").get(0).get("id").asText();
        assertThat(issued.get("userArn").asText()).endsWith(":user/services/svc-report");
        assertThat(program.run("token", "list").out()).contains("svc-report", "ISSUED", key, "payments");
        assertThat(program.run("token", "show", "svc-report").out()).contains(id, key, "payments");
        JsonNode revealed = json("token", "reveal", key);
        assertThat(revealed.get("secretAccessKey").asText()).hasSize(40);
        assertThat(program.run("token", "retire", id.substring(28)).code()).isEqualTo(Exit.OK);
        assertThat(program.run("token", "list").out()).doesNotContain("svc-report");
        assertThat(program.run("token", "list", "--all").out()).contains("RETIRED");
    }

    @Test
    void tags_areGivenShownAndTakenAway() throws IOException {
        JsonNode issued = json("token", "issue", "svc-a", "--tag", "tier:1", "--tag", "payments");
        assertThat(issued.get("tags").toString()).isEqualTo("[\"payments\",\"tier:1\"]");
        assertThat(program.run("token", "tag", "svc-a", "eu", "--remove", "tier:1")
                        .out())
                .isEqualTo("svc-a: eu payments\n");
        assertThat(program.run("token", "show", "svc-a").out()).contains("eu payments");
        Program.Result wrong = program.run("token", "tag", "svc-a", "two words");
        assertThat(wrong.code()).isEqualTo(Exit.USAGE);
        assertThat(wrong.err()).contains("a tag is 1 to 64", "two words");
        assertThat(program.run("token", "tag", "svc-a", "--remove", "eu", "--remove", "payments")
                        .out())
                .isEqualTo("svc-a: no tags\n");
    }

    @Test
    void guardrails_areWrittenAsPolicies_andBadOnesRefused() throws IOException {
        String operator = "arn:aws:iam::*:role/TokenManager";
        JsonNode written = json("guardrail", "scp", "--path", "/svc/ci/", "--tag", "a=b=c", "--operator", operator);
        JsonNode policy =
                JSON.readTree(written.get("policies").get(0).get("document").asText());
        assertThat(policy.get("Statement")).hasSize(3);
        assertThat(policy.toString()).contains("aws:ResourceTag/a\":\"b=c", operator);
        assertThat(written.get("tradeOffs")).hasSizeGreaterThan(5);
        Program.Result text = program.run("guardrail", "scp", "--path", "/svc/ci/", "--operator", operator);
        assertThat(text.out()).contains("protect-decoys", "of 10240 characters", "management account");
        assertThat(program.run("guardrail", "scp", "--path", "/", "--operator", operator)
                        .code())
                .isEqualTo(Exit.USAGE);
        assertThat(program.run("guardrail", "scp", "--path", "/a/", "--operator", operator, "--tag", "x")
                        .err())
                .contains("KEY=VALUE");
    }

    @Test
    void secondToken_livesInTheAccountOfTheFirst() throws IOException {
        String first = json("token", "issue", "a").get("account").asText();
        assertThat(json("token", "issue", "b").get("account").asText()).isEqualTo(first);
    }

    @Test
    void index_isWhatScanAndImportRead() throws IOException {
        json("token", "issue", "a");
        json("token", "issue", "b");
        String index = program.run("token", "index").out();
        assertThat(index).doesNotContain("secret");
        Path file = Files.writeString(folder.resolve("index.json"), index);
        Path logs = CloudTrailFiles.write(
                folder.resolve("logs/a.json"),
                CloudTrailFiles.file(List.of(CloudTrailFiles.record(
                        "e1",
                        JSON.readTree(index).get(1).get("accessKeyIds").get(0).asText(),
                        "x"))));
        assertThat(program.run("scan", "--tokens", file.toString(), logs.toString())
                        .code())
                .isEqualTo(Exit.FOUND);
        assertThat(program.run("scan", logs.toString()).code())
                .as("the register itself")
                .isEqualTo(Exit.FOUND);
        Program elsewhere = new Program(folder.resolve("elsewhere"));
        assertThat(elsewhere.run("token", "import", file.toString()).out()).contains("imported 2 tokens");
        assertThat(elsewhere.run("token", "import", file.toString()).code()).isEqualTo(Exit.USAGE);
    }

    @Test
    void preparedIndex_findsWhatTheRegisterFinds() throws IOException {
        json("token", "issue", "a");
        String key = JSON.readTree(program.run("token", "index").out())
                .get(0)
                .get("accessKeyIds")
                .get(0)
                .asText();
        Path index = folder.resolve("tokens.idx");
        Path logs = CloudTrailFiles.write(
                folder.resolve("logs/a.json"), CloudTrailFiles.file(List.of(CloudTrailFiles.record("e1", key, "x"))));

        assertThat(program.run("token", "index", "--out", index.toString()).code())
                .isEqualTo(Exit.OK);

        assertThat(program.run("scan", "--tokens", index.toString(), logs.toString())
                        .out())
                .isEqualTo(program.run("scan", logs.toString()).out())
                .contains("s3.amazonaws.com:ListBuckets");
        byte[] bytes = Files.readAllBytes(index);
        bytes[bytes.length / 2] ^= 1;
        Files.write(index, bytes);
        Program.Result damaged = program.run("scan", "--tokens", index.toString(), logs.toString());
        assertThat(damaged.code()).isEqualTo(Exit.USAGE);
        assertThat(damaged.err()).contains("tokens.idx", "damaged", "token index --out");
    }

    @Test
    void scanOfAnEmptyRegister_saysWhatToDo() {
        Program.Result result = program.run("scan", folder.toString());
        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("register is empty", "--tokens");
    }

    @Test
    void plantedKey_isRememberedCheckedAndTakenOut() throws IOException {
        json("token", "issue", "svc-report");
        Path file = Files.writeString(folder.resolve("credentials"), "[default]\nregion = eu-west-1\n");
        String before = Files.readString(file);
        String[] plant = {"plant", "svc-report", "--as", "aws-credentials", "--to", file.toString(), "--profile", "prod"
        };
        List<String> dry = new ArrayList<>(List.of(plant));
        dry.add("--dry-run");
        assertThat(program.run(dry.toArray(String[]::new)).out()).contains("+[prod]");
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(program.run(plant).code()).isEqualTo(Exit.OK);
        assertThat(Files.readString(file)).contains("[prod]", "aws_secret_access_key");
        assertThat(program.run("token", "show", "svc-report").out()).contains("PLANTED", file.toString());
        assertThat(program.run("plant", "svc-report", "--check").out()).contains("CONFIRMED");
        assertThat(program.run("plant", "svc-report", "--remove").out()).contains("REMOVED");
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(program.run("plant", "svc-report", "--check").code()).isEqualTo(Exit.USAGE);
    }

    @Test
    void missingPlant_isOne() throws IOException {
        json("token", "issue", "svc-report");
        Path file = folder.resolve(".env");
        program.run("plant", "svc-report", "--as", "dotenv", "--to", file.toString());
        Files.delete(file);
        Program.Result result = program.run("plant", "svc-report", "--check");
        assertThat(result.out()).contains("MISSING");
        assertThat(result.code()).isEqualTo(Exit.FOUND);
    }

    @Test
    void snippet_isPrintedAndItsPlaceRemembered() throws IOException {
        String key = json("token", "issue", "svc-report").at("/keys/0/id").asText();
        String[] snippet = {"plant", "svc-report", "--as", "environment", "--variable", "AWS_PROD_API_KEY", "--snippet"
        };
        Program.Result unplaced = program.run(snippet);
        assertThat(unplaced.lines()).contains("AWS_PROD_API_KEY=" + key).allMatch(line -> line.contains("="));
        assertThat(unplaced.err()).contains("--place");
        assertThat(program.run(with(snippet, "--place", "GitHub acme/shop, secrets"))
                        .err())
                .doesNotContain("--place");
        assertThat(program.run("token", "show", "svc-report").out()).contains("GitHub acme/shop, secrets");
        assertThat(program.run("plant", "svc-report", "--check").err()).contains("by hand");
        assertThat(program.run(with(snippet, "--to", "x")).code()).isEqualTo(Exit.USAGE);
        assertThat(program.run("plant", "svc-report", "--as", "dotenv", "--place", "x")
                        .code())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void formatsOfPlanting_areListed() {
        assertThat(program.run("plant", "--list-formats").out()).contains("aws-credentials", "dotenv", "comment");
    }

    @Test
    void unknownNames_areWrongUsageAndSaySo() {
        assertThat(program.run("token", "show", "nothing").err()).contains("there is no token \"nothing\"");
        assertThat(program.run("incident", "show", "1234abcd").code()).isEqualTo(Exit.USAGE);
        assertThat(program.run("token", "issue", "no good").code()).isEqualTo(Exit.USAGE);
        assertThat(program.run("incident", "resolve", "1234", "--verdict", "x").code())
                .isEqualTo(Exit.USAGE);
        assertThat(program.run("token").err()).contains("needs one of: issue, list");
        assertThat(program.run("nothing").code()).isEqualTo(Exit.USAGE);
    }

    @Test
    void expectedUse_isAddedListedShownAndEnded() throws IOException {
        json("token", "issue", "svc-report");
        String[] add = {"expect", "add", "--token", "svc-report", "--network", "198.51.100.0/24", "--reason", "red team"
        };
        JsonNode rule = json(with(add, "--until", "8h"));
        String id = rule.get("id").asText();
        assertThat(rule.get("tokens")).hasSize(1);
        assertThat(program.run("expect", "list").out()).contains("198.51.100.0/24", "red team", id.substring(28));
        assertThat(program.run("expect", "show", id).out()).contains("svc-report", "covered  0 sightings");
        assertThat(program.run("doctor").out()).contains("expected use", "198.51.100.0/24");
        assertThat(program.run("expect", "end", id.substring(28)).code()).isEqualTo(Exit.OK);
        assertThat(program.run("expect", "list").out()).isEmpty();
        assertThat(program.run("expect", "list", "--all").out()).contains("red team");
        assertThat(program.run("expect", "end", id).code()).isEqualTo(Exit.REFUSED);
    }

    @Test
    void expectedUse_unbounded_isWrongUsage() throws IOException {
        json("token", "issue", "svc-report");
        String[] add = {"expect", "add", "--all-tokens", "--reason", "x"};
        assertThat(program.run(with(add, "--network", "198.51.100.7")).err()).contains("--until");
        assertThat(program.run(with(add, "--until", "8h")).err()).contains("--network");
        assertThat(program.run(with(add, "--until", "91d", "--network", "198.51.100.7"))
                        .err())
                .contains("90 days");
        assertThat(program.run(with(add, "--until", "soon", "--network", "198.51.100.7"))
                        .err())
                .contains("is no time");
        assertThat(program.run(with(add, "--until", "8h", "--network", "0.0.0.0/0"))
                        .err())
                .contains("too large");
        assertThat(program.run(with(add, "--until", "8h", "--network", "1.2.3.4", "--token", "svc-report"))
                        .code())
                .isEqualTo(Exit.USAGE);
        assertThat(program.run("expect", "list", "--all").out()).isEmpty();
    }

    @Test
    void quietRule_ofTheOnlyChannel_isRefusedAndSaysWhy() {
        String[] add = {"quiet", "add", "--reason", "red team", "--until", "8h"};
        assertThat(program.run(with(add, "--channel", "console")).err()).contains("mute everything");
        assertThat(program.run(with(add, "--channel", "pager")).err()).contains("there is no channel \"pager\"");
        assertThat(program.run(with(add, "--channel", "console", "--at-most", "CRITICAL"))
                        .err())
                .contains("never quiet");
        assertThat(program.run("quiet", "list").err()).contains("no channel is quiet");
        assertThat(program.run("quiet", "end", "abcd").code()).isEqualTo(Exit.USAGE);
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void alertTest_goesThroughTheOutbox() {
        Program.Result result = program.run("alert", "test");
        assertThat(result.out()).contains("console", "ACCEPTED");
        assertThat(result.code()).isEqualTo(Exit.OK);
        assertThat(program.run("alert", "outbox").out()).contains("TEST", "ACCEPTED");
        assertThat(program.run("alert", "outbox", "--requeue").err()).contains("0 deliveries");
    }

    @Test
    void figuresOfNothing_areShown() throws IOException {
        assertThat(program.run("figures").out()).contains("fidelity    -", "detect");
        assertThat(json("figures").get("detect").get("count").asInt()).isZero();
    }

    @Test
    void drillSchedule_isWrittenIntoTheSettings() throws IOException {
        assertThat(program.run("drill", "--schedule", "soon").err()).contains("soon", "15m, 8h or 1d");
        assertThat(program.run("drill", "--all", "--schedule", "7d").code()).isEqualTo(Exit.USAGE);
        assertThat(program.run("drill", "--schedule", "7d").out()).contains("every 7d", "config.yaml");
        assertThat(program.run("drill", "--schedule", "1d").code()).isEqualTo(Exit.OK);
        assertThat(Files.readString(folder.resolve("home").resolve("config.yaml")))
                .isEqualTo("drills:\n  every: '1d'\n");
    }

    @Test
    void drillWithoutEndpoint_isIncomplete() throws IOException {
        json("token", "issue", "svc-report");
        Program.Result result = program.run("drill", "svc-report", "--endpoint", "http://127.0.0.1:1", "--wait", "1");
        assertThat(result.code()).isEqualTo(Exit.INCOMPLETE);
        assertThat(result.err()).contains("did not come through", "keycanary serve");
    }

    @Test
    void doctor_seesWhatIsWrong() throws IOException {
        Program.Result fresh = program.run("doctor");
        assertThat(fresh.out()).contains("the chain is whole", "no alert channel is set", "blind spots");
        assertThat(fresh.code()).isEqualTo(Exit.FOUND);
        Files.setPosixFilePermissions(folder.resolve("home"), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(program.run("doctor").out()).contains("is open to other users");
    }

    @Test
    void homeFolder_isForItsUserAlone() throws IOException {
        program.run("token", "list");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("home"))))
                .isEqualTo("rwx------");
    }

    @Test
    void wrongSettings_areTwo() throws IOException {
        CloudTrailFiles.write(folder.resolve("home/config.yaml"), "sevrer: {port: 1}");
        Program.Result result = program.run("token", "list");
        assertThat(result.code()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("config.yaml line 1", "sevrer.port");
    }

    @Test
    void givenDatabase_isUsed() throws IOException {
        json("token", "issue", "there", "--db", folder.resolve("other.db").toString());
        assertThat(folder.resolve("other.db")).exists();
        assertThat(program.run("token", "list").out()).doesNotContain("there");
    }

    @Test
    void helpAndVersion_openNothing() {
        assertThat(program.run("token", "list", "--help").out()).contains("Usage: keycanary token list");
        assertThat(program.run("version", "--format", "json").out()).contains("\"version\"");
        assertThat(program.run("completion", "zsh").out()).contains("bashcompinit", "complete");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @TestFactory
    Stream<DynamicTest> everyVerb_hasHelpWithAnExample() {
        Screen nowhere = new Screen(
                new PrintStream(OutputStream.nullOutputStream()),
                new PrintStream(OutputStream.nullOutputStream()),
                false,
                false);
        CommandLine whole =
                new Assembly(nowhere, new ByteArrayInputStream(new byte[0]), Map.of(), Clock.systemUTC()).commandLine();
        return all(whole)
                .map(verb -> DynamicTest.dynamicTest(
                        verb.getCommandSpec().qualifiedName(),
                        () -> assertThat(verb.getUsageMessage())
                                .contains("Example", verb.getCommandSpec().qualifiedName())
                                .contains("--format")));
    }

    private static Stream<CommandLine> all(CommandLine line) {
        return Stream.concat(
                Stream.of(line), line.getSubcommands().values().stream().flatMap(VerbsTest::all));
    }
}
