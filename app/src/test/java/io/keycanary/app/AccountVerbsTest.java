package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.keycanary.cli.Exit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The verbs of {@code account} against moto, which checks keys, signatures and permissions. */
class AccountVerbsTest extends MotoAccount {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void account_isAddedListedAndRemoved() throws Exception {
        profile("prod", "iam:*");
        Program.Result added = add("prod", "--tag", "Cost Centre=4711");
        assertThat(added.err()).isEmpty();
        assertThat(added.out())
                .contains(
                        "added account prod, 123456789012", "arn:aws:iam::123456789012:user/prod", "Cost Centre=4711");
        assertThat(program().run("account", "list").out()).contains("prod", ACCOUNT, "/batch/", "us-east-1");
        JsonNode listed = JSON.readTree(
                program().run("account", "list", "--format", "json").out());
        assertThat(listed.get("profile").asText()).isEqualTo("prod");
        assertThat(listed.get("endpoint").asText()).isEqualTo(url().toString());
        assertThat(add("prod").err()).contains("there is an account prod", "already");
        assertThat(program().run("account", "remove", ACCOUNT).code()).isEqualTo(Exit.OK);
        assertThat(program().run("account", "list").out()).isEmpty();
        assertThat(program().run("account", "check", "prod").code()).isEqualTo(Exit.USAGE);
    }

    @Test
    void database_ofAnAccount_holdsNoSecret() throws Exception {
        String secret = "s3cr3t/Not+ForTheDatabase/0123456789abcd";
        profile("prod", "AKIAQTESTTESTTESTTES", secret);
        add("prod");
        try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret);
            }
        }
    }

    @Test
    void tag_notGiven_isRandomAndOfNoProduct() throws Exception {
        profile("prod", "iam:*");
        add("prod");
        JsonNode listed = JSON.readTree(
                program().run("account", "list", "--format", "json").out());
        assertThat(listed.get("tagKey").asText() + listed.get("tagValue").asText())
                .matches("CostUnit[0-9a-f]{8}")
                .doesNotContainIgnoringCase("canary");
    }

    @Test
    void role_withExternalId_isAssumed() throws Exception {
        String principal = "{\"AWS\":\"arn:aws:iam::123456789012:user/prod\"}";
        iam().createRole(r -> r.roleName("manager")
                .assumeRolePolicyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":" + principal
                                + ",\"Action\":\"sts:AssumeRole\"}]}"));
        profile("prod", "sts:AssumeRole");
        Program.Result added =
                add("prod", "--role-arn", "arn:aws:iam::123456789012:role/manager", "--external-id", "x-17");
        assertThat(added.err()).isEmpty();
        assertThat(added.out()).contains("assumed-role/manager/");
    }

    @Test
    void role_notAllowed_namesAssumeRole() throws Exception {
        profile("prod", "iam:ListUsers");
        Program.Result refused = add("prod", "--role-arn", "arn:aws:iam::123456789012:role/manager");
        assertThat(refused.err()).contains("no permission for sts:AssumeRole");
        assertThat(refused.code()).isEqualTo(Exit.REFUSED);
    }

    @Test
    void credentials_missing_saysSo() {
        Program.Result refused =
                program().run("account", "add", "prod", "--path", "/batch/", "--endpoint-url", url().toString());
        assertThat(refused.err()).contains("no AWS credentials", "AWS_PROFILE", "--profile");
        assertThat(refused.code()).isEqualTo(Exit.USAGE);
        assertThat(add("absent").err()).contains("no AWS credentials", "absent");
    }

    @Test
    void credentials_wrong_areNotRepeated() throws Exception {
        profile("prod", "iam:*");
        profile("unknown", "AKIAQTESTTESTTESTTES", "s3cr3t/Not+ForTheDatabase/0123456789abcd");
        Program.Result refused = add("unknown");
        assertThat(refused.err())
                .contains("does not accept the credentials", "InvalidClientTokenId")
                .doesNotContain("s3cr3t");
        assertThat(refused.code()).isEqualTo(Exit.USAGE);
    }

    @Test
    void endpoint_down_saysSo() {
        profile("prod", "AKIAQTESTTESTTESTTES", "secret");
        Program.Result down = program()
                .run(
                        "account",
                        "add",
                        "prod",
                        "--profile",
                        "prod",
                        "--path",
                        "/b/",
                        "--endpoint-url",
                        "http://127.0.0.1:1");
        assertThat(down.err()).contains("cannot be reached for sts:GetCallerIdentity");
        assertThat(down.code()).isEqualTo(Exit.INCOMPLETE);
    }

    @Test
    void check_withoutSimulator_triesWhatReadsAndSaysWhatIsUnknown() throws Exception {
        profile("prod", "AKIAQTESTTESTTESTTES", "secret");
        try (AwsStub stub = new AwsStub(AccountVerbsTest::noSimulator)) {
            program()
                    .run(
                            "account",
                            "add",
                            "prod",
                            "--profile",
                            "prod",
                            "--path",
                            "/batch/",
                            "--endpoint-url",
                            stub.url());
            Program.Result checked = program().run("account", "check", "prod");
            assertThat(checked.out())
                    .containsPattern("allowed +iam:ListUsers +arn:aws:iam::123456789012:user/batch/\\*")
                    .containsPattern(
                            "MISSING +iam:SimulatePrincipalPolicy +.*no permission for iam:SimulatePrincipalPolicy")
                    .containsPattern("MISSING +iam:GetAccountSummary .*no permission for iam:GetAccountSummary")
                    .containsPattern("unknown +iam:CreateUser");
            assertThat(checked.code()).isEqualTo(Exit.FOUND);
        }
    }

    private static String noSimulator(String body) {
        if (body.contains("Action=GetCallerIdentity")) {
            return simulator(body);
        }
        return body.contains("Action=ListUsers")
                ? "200<ListUsersResponse><ListUsersResult><Users/></ListUsersResult></ListUsersResponse>"
                : "403<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized</Message></Error></ErrorResponse>";
    }

    /** moto has no simulator: this is the documented answer of AWS, on the wire. */
    @Test
    void check_bySimulator_namesEachMissingPermission() throws Exception {
        profile("prod", "AKIAQTESTTESTTESTTES", "secret");
        try (AwsStub stub = new AwsStub(AccountVerbsTest::simulator)) {
            program()
                    .run(
                            "account",
                            "add",
                            "prod",
                            "--profile",
                            "prod",
                            "--path",
                            "/batch/",
                            "--endpoint-url",
                            stub.url());
            Program.Result checked = program().run("account", "check", "prod", "--format", "json");
            assertThat(checked.err()).isEmpty();
            List<JsonNode> states =
                    checked.lines().stream().map(AccountVerbsTest::json).toList();
            assertThat(states)
                    .filteredOn(s -> s.get("standing").asText().equals("MISSING"))
                    .extracting(s -> s.get("action").asText())
                    .containsExactly("iam:CreateUser");
            assertThat(states)
                    .filteredOn(s -> s.get("standing").asText().equals("ALLOWED"))
                    .hasSize(states.size() - 1);
            assertThat(checked.code()).isEqualTo(Exit.FOUND);
            assertThat(stub.seen())
                    .anyMatch(b -> b.contains("PolicySourceArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fmanager&"));
        }
    }

    /** moto has no simulator: this is the documented answer of AWS, on the wire. */
    @Test
    void check_bySimulator_namesWhatThePipelineAndTheChannelOfABucketNeed() throws Exception {
        profile("prod", "AKIAQTESTTESTTESTTES", "secret");
        try (AwsStub stub = new AwsStub(
                body -> simulator(body, Set.of("cloudtrail:CreateTrail", "iam:PassRole", "s3:PutObject")))) {
            String[] line = {"account", "add", "prod", "--profile", "prod", "--path", "/batch/", "--endpoint-url"};
            program().run(Stream.concat(Stream.of(line), Stream.of(stub.url())).toArray(String[]::new));
            Files.writeString(
                    folder.resolve("home").resolve("config.yaml"),
                    "channels:\n  - {type: ocsf-s3, name: b, bucket: findings, prefix: kc/, region: us-east-1, profile: prod}\n");
            assertThat(program().run("account", "check", "prod").out())
                    .containsPattern(
                            "MISSING +cloudtrail:CreateTrail +arn:aws:cloudtrail:\\*:123456789012:trail/activity-watch")
                    .containsPattern("MISSING +iam:PassRole +arn:aws:iam::123456789012:role/activity-watch-\\*")
                    .doesNotContain("s3:PutObject ");
            assertThat(program()
                            .run("account", "check", "prod", "--for", "server", "--pipeline", "night")
                            .out())
                    .containsPattern("MISSING +s3:PutObject +arn:aws:s3:::findings/kc/\\*")
                    .doesNotContain("CreateTrail");
        }
    }

    @Test
    void check_hostileErrorMessage_isEscaped() throws Exception {
        profile("prod", "AKIAQTESTTESTTESTTES", "secret");
        try (AwsStub stub =
                new AwsStub(body -> "403<ErrorResponse><Error><Code>AccessDenied</Code><Message>\u0085[31m\u202eevil"
                        + "</Message></Error></ErrorResponse>")) {
            Program.Result refused = program()
                    .run(
                            "account",
                            "add",
                            "prod",
                            "--profile",
                            "prod",
                            "--path",
                            "/batch/",
                            "--endpoint-url",
                            stub.url());
            assertThat(refused.err()).contains("evil").doesNotContain("\u0085", "\u202e");
            assertThat(refused.code()).isEqualTo(Exit.REFUSED);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static String simulator(String body) {
        return simulator(body, Set.of("iam:CreateUser"));
    }

    private static String simulator(String body, Set<String> denied) {
        if (body.contains("Action=GetCallerIdentity")) {
            return "200<GetCallerIdentityResponse><GetCallerIdentityResult>"
                    + "<Arn>arn:aws:sts::123456789012:assumed-role/manager/me</Arn><Account>123456789012</Account>"
                    + "</GetCallerIdentityResult></GetCallerIdentityResponse>";
        }
        StringBuilder results = new StringBuilder();
        for (String part : body.split("&")) {
            if (part.startsWith("ActionNames")) {
                String action = part.substring(part.indexOf('=') + 1).replace("%3A", ":");
                results.append("<member><EvalActionName>")
                        .append(action)
                        .append("</EvalActionName><EvalDecision>")
                        .append(denied.contains(action) ? "implicitDeny" : "allowed")
                        .append("</EvalDecision></member>");
            }
        }
        return "200<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated>"
                + "<EvaluationResults>" + results
                + "</EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>";
    }

    /** Answers with the status and the body that it is told. */
    private static final class AwsStub implements AutoCloseable {
        private final HttpServer server;
        private final List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();

        AwsStub(UnaryOperator<String> answer) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                seen.add(body);
                String text = answer.apply(body);
                byte[] bytes = text.substring(3).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(Integer.parseInt(text.substring(0, 3)), bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        List<String> seen() {
            return seen;
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
