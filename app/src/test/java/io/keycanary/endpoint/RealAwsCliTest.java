package io.keycanary.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.token.SecretAccess;
import io.keycanary.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real {@code aws} command line client makes of the endpoint, and the endpoint of it. */
class RealAwsCliTest {
    private static final String WHO = "User: " + TestKeys.USER.arn() + " is not authorized to perform: ";

    @TempDir
    Path folder;

    private final RunningEndpoint endpoint = new RunningEndpoint();

    @BeforeAll
    static void requireAws() {
        Tool.require("aws", "--version");
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void getCallerIdentity_rightKey_tellsTheDecoysName() throws Exception {
        Program aws = aws("sts", "get-caller-identity");

        assertThat(aws.output()).contains(TestKeys.USER.arn(), TestKeys.ACCOUNT, TestKeys.USER.principalId());
        assertThat(aws.exitCode()).isZero();
        assertThat(endpoint.only().authenticated()).isTrue();
        assertThat(endpoint.only().text("/eventName")).isEqualTo("GetCallerIdentity");
        assertThat(endpoint.only().text("/eventSource")).isEqualTo("sts.amazonaws.com");
        assertThat(endpoint.only().json().has("errorCode")).isFalse();
        assertThat(endpoint.only().text("/userAgent")).startsWith("aws-cli/");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s3 ls                                                  | ListBuckets   | AccessDenied   | s3:ListAllMyBuckets
            s3 ls s3://corp-backup/daily/                          | ListObjects   | AccessDenied   | s3:ListBucket
            iam list-users                                         | ListUsers     | AccessDenied   | iam:ListUsers
            sts assume-role --role-arn arn:aws:iam::123456789012:role/admin --role-session-name xx | AssumeRole | AccessDenied | sts:AssumeRole
            ec2 describe-instances                                 | DescribeInstances | UnauthorizedOperation | ec2:DescribeInstances
            dynamodb list-tables                                   | ListTables    | AccessDeniedException | dynamodb:ListTables
            sqs list-queues                                        | ListQueues    | AccessDenied          | sqs:ListQueues
            cloudwatch list-metrics                                | ListMetrics   | AccessDenied          | cloudwatch:ListMetrics
            lambda list-functions                                  | ListFunctions20150331 | AccessDeniedException | lambda:ListFunctions
            lambda get-function --function-name a:b                | GetFunction20150331v2 | AccessDeniedException | lambda:GetFunction
            route53 list-hosted-zones                              | ListHostedZones | AccessDenied        | route53:ListHostedZones
            """)
    void call_rightKey_isDeniedInTheWordsOfItsService(String call, String event, String code, String permission)
            throws Exception {
        Program aws = aws(call.strip().split(" +"));

        assertThat(aws.exitCode()).as(aws.output()).isNotZero();
        assertThat(aws.output()).contains("(" + code + ")").contains(WHO + permission);
        assertThat(endpoint.last().text("/eventName")).isEqualTo(event);
        assertThat(endpoint.delivered).allMatch(RunningEndpoint.Delivered::authenticated, "authenticated");
    }

    @Test
    void headObject_oddKey_isAuthenticatedAndNamed() throws Exception {
        String key = "a b+c/é%2F/./x//y:1";

        Program aws = aws("s3api", "head-object", "--bucket", "corp", "--key", key);

        assertThat(aws.output()).contains("(403)").contains("Forbidden");
        assertThat(endpoint.only().authenticated()).isTrue();
        assertThat(endpoint.only().text("/requestParameters/key")).isEqualTo(key);
        assertThat(endpoint.only().text("/requestParameters/bucketName")).isEqualTo("corp");
        assertThat(endpoint.only().text("/eventCategory")).isEqualTo("Data");
    }

    @Test
    void upload_rightKey_isDeniedWithTheBodyRead() throws Exception {
        Path file = Files.write(folder.resolve("loot.bin"), new byte[3 << 20]);

        Program aws = aws("s3", "cp", file.toString(), "s3://corp/loot.bin");

        assertThat(aws.output()).contains("AccessDenied").contains("s3:PutObject");
        assertThat(endpoint.only().authenticated()).isTrue();
        assertThat(endpoint.only().text("/eventName")).isEqualTo("PutObject");
    }

    @Test
    void presignedUrl_madeByTheClient_isASighting() throws Exception {
        Program aws = aws("s3", "presign", "s3://corp/report.pdf");
        Tool.require("curl", "--version");

        Program curl = Program.run(
                Map.of(), folder, List.of("curl", "-sS", aws.output().strip()));

        assertThat(curl.output()).contains("<Error><Code>");
        assertThat(endpoint.only().text("/requestParameters/key")).isEqualTo("report.pdf");
        assertThat(endpoint.only().text("/userIdentity/accessKeyId")).isEqualTo(TestKeys.KEY.accessKeyId());
    }

    @Test
    void wrongSecret_everyProtocol_isRefusedAsByAws() throws Exception {
        Map<String, String> wrong = Map.of("AWS_SECRET_ACCESS_KEY", "wrong");

        assertThat(aws(wrong, "sts", "get-caller-identity").output()).contains("(SignatureDoesNotMatch)");
        assertThat(aws(wrong, "s3", "ls").output()).contains("(SignatureDoesNotMatch)");
        assertThat(aws(wrong, "ec2", "describe-instances").output()).contains("(AuthFailure)");
        assertThat(aws(wrong, "dynamodb", "list-tables").output()).contains("(InvalidSignatureException)");
        assertThat(endpoint.delivered).hasSizeGreaterThanOrEqualTo(4).noneMatch(r -> r.authenticated());
    }

    @Test
    void unknownKey_everyProtocol_isRefusedAndNotRecorded() throws Exception {
        Map<String, String> unknown = Map.of("AWS_ACCESS_KEY_ID", "AKIARZPUZDIKGB2VALC7");

        assertThat(aws(unknown, "sts", "get-caller-identity").output()).contains("(InvalidClientTokenId)");
        assertThat(aws(unknown, "s3", "ls").output()).contains("(InvalidAccessKeyId)");
        assertThat(aws(unknown, "lambda", "list-functions").output()).contains("(UnrecognizedClientException)");
        assertThat(endpoint.delivered).isEmpty();
        assertThat(endpoint.endpoint.counts().strangers()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void session_handedOut_worksForTheClient() throws Exception {
        Program made = aws("sts", "get-session-token", "--duration-seconds", "900");
        assertThat(made.exitCode()).as(made.output()).isZero();
        var credentials = Json.MAPPER.readTree(made.output()).at("/Credentials");
        Map<String, String> session = Map.of(
                "AWS_ACCESS_KEY_ID", credentials.at("/AccessKeyId").asText(),
                "AWS_SECRET_ACCESS_KEY", credentials.at("/SecretAccessKey").asText(),
                "AWS_SESSION_TOKEN", credentials.at("/SessionToken").asText());

        Program who = aws(session, "sts", "get-caller-identity");
        Program buckets = aws(session, "s3", "ls");

        assertThat(who.output()).contains(TestKeys.USER.arn());
        assertThat(buckets.output()).contains("(AccessDenied)");
        assertThat(endpoint.last().authenticated()).isTrue();
        assertThat(endpoint.last().text("/userIdentity/accessKeyId")).startsWith("ASIA");
        assertThat(endpoint.delivered.getFirst().text("/responseElements/credentials/accessKeyId"))
                .isEqualTo(session.get("AWS_ACCESS_KEY_ID"));
        assertThat(endpoint.delivered.toString()).doesNotContain(session.get("AWS_SESSION_TOKEN"));
    }

    @Test
    void storeDownForTwoRequests_clientRetriesAndSucceeds() throws Exception {
        endpoint.failuresToCome.set(2);

        Program aws = aws("sts", "get-caller-identity");

        assertThat(aws.output()).contains(TestKeys.USER.arn());
        assertThat(endpoint.only().authenticated()).isTrue();
        assertThat(endpoint.endpoint.counts().unavailable()).isEqualTo(2);
    }

    private Program aws(String... arguments) throws IOException, InterruptedException {
        return aws(Map.of(), arguments);
    }

    private Program aws(Map<String, String> overrides, String... arguments) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_ACCESS_KEY_ID", TestKeys.KEY.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", TestKeys.KEY.secret().reveal(SecretAccess.forInsecureReading()),
                "AWS_DEFAULT_REGION", "eu-central-1",
                "AWS_DEFAULT_OUTPUT", "json",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_CONFIG_FILE", folder.resolve("no-config").toString(),
                "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("no-credentials").toString(),
                "LC_ALL", "C.UTF-8",
                "NO_PROXY", "127.0.0.1"));
        environment.putAll(overrides);
        List<String> command = new ArrayList<>(
                List.of("aws", "--endpoint-url", endpoint.address().toString()));
        command.addAll(List.of(arguments));
        return Program.run(environment, folder, command);
    }
}
