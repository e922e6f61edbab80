package io.keycanary.endpoint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That what a request asks for is told in the words of CloudTrail and IAM. */
class OperationReaderTest {
    private final OperationReader reader = new OperationReader("");

    @ParameterizedTest
    @CsvSource({
        "s3, GET, /, '', ListBuckets, s3:ListAllMyBuckets",
        "s3, GET, /b, list-type=2&prefix=x, ListObjects, s3:ListBucket",
        "s3, HEAD, /b/, '', HeadBucket, s3:ListBucket",
        "s3, GET, /b, policyStatus, GetBucketPolicyStatus, s3:GetBucketPolicyStatus",
        "s3, PUT, /b/k, partNumber=1&uploadId=u, UploadPart, s3:PutObject",
        "s3, POST, /b/k, uploads, CreateMultipartUpload, s3:PutObject",
        "s3, POST, /b, delete, DeleteObjects, s3:DeleteObject",
        "s3, PATCH, /b/k, '', UpdateObject, s3:UpdateObject",
        "lambda, GET, /2015-03-31/functions/, '', ListFunctions20150331, lambda:ListFunctions",
        "lambda, GET, /2015-03-31/functions/f, '', GetFunction20150331v2, lambda:GetFunction",
        "lambda, POST, /2015-03-31/functions/f/invocations, '', Invoke, lambda:InvokeFunction",
        "lambda, GET, /2021-10-31/functions/f/urls, '', ListFunctionUrlConfigs, lambda:ListFunctionUrlConfigs",
        "bedrock, POST, /model/anthropic.claude-v2%3A1/invoke, '', InvokeModel, bedrock:InvokeModel",
        "bedrock, POST, /model/x/converse-stream, '', ConverseStream, bedrock:ConverseStream",
        "bedrock, GET, /foundation-models, '', ListFoundationModels, bedrock:ListFoundationModels",
        "ses, POST, /v2/email/outbound-emails, '', SendEmail, ses:SendEmail",
        "eks, GET, /clusters/prod, '', DescribeCluster, eks:DescribeCluster",
        "apigateway, GET, /restapis, '', GetRestApis, apigateway:GetRestApis",
        "route53, POST, /2013-04-01/hostedzone/Z1/rrset/, '', ChangeResourceRecordSets, route53:ChangeResourceRecordSets",
        "cloudfront, GET, /2020-05-31/distribution, '', ListDistributions2020_05_31, cloudfront:ListDistributions",
        "awsssoportal, GET, /federation/credentials, account_id=1, GetRoleCredentials, sso:GetRoleCredentials",
        "newthing, GET, /v1/widgets, '', ListWidgets, newthing:ListWidgets",
        "newthing, DELETE, /v1/widgets/w-1, '', DeleteWidget, newthing:DeleteWidget",
        "newthing, BREW, /, '', UnknownResource, newthing:UnknownResource",
        "sts, GET, /, Action=GetCallerIdentity, GetCallerIdentity, sts:GetCallerIdentity",
        "monitoring, GET, /, Action=ListMetrics, ListMetrics, cloudwatch:ListMetrics",
        "iam, GET, /, Action=<script>, UnknownOperation, iam:UnknownOperation",
    })
    void methodAndPath_giveTheAction(
            String service, String method, String path, String query, String event, String permission) {
        Operation operation = read(service, method, path, query);

        assertThat(operation.eventName()).isEqualTo(event);
        assertThat(operation.permission()).isEqualTo(permission);
    }

    @ParameterizedTest
    @CsvSource({
        "ListTables, DynamoDB_20120810.ListTables, application/x-amz-json-1.0, JSON_1_0",
        "GetSecretValue, secretsmanager.GetSecretValue, application/x-amz-json-1.1, JSON_1_1",
        "UnknownOperation, X.<b>, application/x-amz-json-1.1, JSON_1_1",
    })
    void target_givesTheAction(String action, String target, String contentType, Wire wire) {
        Operation operation = read("any", "POST", "/", "", "X-Amz-Target: " + target, "Content-Type: " + contentType);

        assertThat(operation.action()).isEqualTo(action);
        assertThat(operation.wire()).isEqualTo(wire);
    }

    @Test
    void cbor_pathGivesTheAction() {
        Operation operation = read(
                "monitoring",
                "POST",
                "/service/GraniteServiceVersion20100801/operation/DescribeAlarms",
                "",
                "smithy-protocol: rpc-v2-cbor");

        assertThat(operation.action()).isEqualTo("DescribeAlarms");
        assertThat(operation.wire()).isEqualTo(Wire.CBOR);
    }

    @ParameterizedTest
    @CsvSource({
        "sts.amazonaws.com, sts, us-east-1",
        "sts.eu-west-1.amazonaws.com, sts, eu-west-1",
        "bucket.s3.eu-central-1.amazonaws.com:443, s3, eu-central-1",
        "bucket.s3.amazonaws.com, s3, us-east-1",
        "bucket.s3-eu-west-1.amazonaws.com, s3, eu-west-1",
        "amazonaws.com, s3, us-east-1",
        "127.0.0.1:9000, s3, us-east-1",
    })
    void version2_hostGivesTheService(String host, String service, String region) {
        Operation operation =
                reader.read(call("GET", "/", "", "Host: " + host), new Claim.Unchecked("AKIARZPUZDIKGB2VALC4", null));

        assertThat(operation.service()).isEqualTo(service);
        assertThat(operation.region()).isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource({
        "monitoring, monitoring.amazonaws.com", "email, ses.amazonaws.com", "ses, ses.amazonaws.com",
        "logs, logs.amazonaws.com", "bedrock, bedrock.amazonaws.com", "awsssoportal, sso.amazonaws.com",
    })
    void eventSource_isCloudTrails(String service, String eventSource) {
        assertThat(Services.eventSource(service)).isEqualTo(eventSource);
    }

    @Test
    void parameters_areListedWithoutSecrets() {
        String body = "{\"SecretId\":\"prod/db\",\"SecretString\":\"hunter2\",\"Deep\":{\"MasterUserPassword\":\"x\","
                + "\"List\":[{\"ClientSecret\":\"y\"}]},\"N\":7}";
        HttpCall call = withBody("application/x-amz-json-1.1", body, "X-Amz-Target: secretsmanager.PutSecretValue");

        Map<String, Object> parameters = RequestParameters.of(reader.read(call, claim("secretsmanager")), call);

        assertThat(Json.object(requireNonNull(parameters)))
                .isEqualTo("{\"secretId\":\"prod/db\",\"secretString\":\"" + Redaction.HIDDEN
                        + "\",\"deep\":{\"masterUserPassword\":\"" + Redaction.HIDDEN
                        + "\",\"list\":[{\"clientSecret\":\"" + Redaction.HIDDEN + "\"}]},\"n\":7}");
    }

    @Test
    void parameters_ofHostileSize_areBounded() {
        String deep = "{\"a\":".repeat(500) + "1" + "}".repeat(500);
        String wide = "{\"k\":[" + "\"v\",".repeat(5_000) + "\"" + "z".repeat(50_000) + "\"]}";
        for (String body : List.of(deep, wide, "{\"broken", "[1]", "")) {
            HttpCall call = withBody("application/x-amz-json-1.0", body, "X-Amz-Target: DynamoDB_20120810.PutItem");

            Map<String, Object> parameters = RequestParameters.of(reader.read(call, claim("dynamodb")), call);

            assertThat(parameters == null ? "" : Json.object(parameters)).hasSizeLessThan(5_000);
        }
    }

    private Operation read(String service, String method, String path, String query, String... headers) {
        return reader.read(call(method, path, query, headers), claim(service));
    }

    private static Claim claim(String service) {
        Claim.Scope scope = new Claim.Scope("AKIARZPUZDIKGB2VALC4", "20261123", "us-east-1", service, "aws4_request");
        return new Claim.Unchecked("AKIARZPUZDIKGB2VALC4", scope);
    }

    private static HttpCall call(String method, String path, String query, String... headers) {
        return ReceptionTest.unsigned(method, path, query, headers);
    }

    private static HttpCall withBody(String contentType, String body, String... headers) {
        List<Headers.Field> fields = new ArrayList<>();
        fields.add(new Headers.Field("Content-Type", contentType));
        for (String header : headers) {
            String[] parts = header.split(": ", 2);
            fields.add(new Headers.Field(parts[0], parts[1]));
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new HttpCall(
                "POST",
                "/",
                "",
                new Headers(fields),
                new HttpCall.Body(bytes, bytes.length, Signing.sha256(bytes)),
                "192.0.2.7",
                null,
                Instant.EPOCH);
    }
}
