package io.keycanary.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** What the AWS SDK for Java makes of the endpoint, and the endpoint of it. */
class RealAwsSdkTest {
    private static final AwsCredentials KEY = AwsBasicCredentials.create(TestKeys.KEY.accessKeyId(), TestKeys.SECRET);

    private final RunningEndpoint endpoint = new RunningEndpoint();

    @AfterEach
    void stop() {
        endpoint.close();
    }

    @Test
    void getCallerIdentity_tellsTheDecoysName() {
        try (StsClient sts = with(StsClient.builder(), KEY)
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            var who = sts.getCallerIdentity();

            assertThat(who.arn()).isEqualTo(TestKeys.USER.arn());
            assertThat(who.userId()).isEqualTo(TestKeys.USER.principalId());
            assertThat(who.account()).isEqualTo(TestKeys.ACCOUNT);
            assertThat(who.responseMetadata().requestId())
                    .isEqualTo(endpoint.only().text("/requestID"));
            assertThat(endpoint.only().authenticated()).isTrue();
        }
    }

    @Test
    void session_works_andNotForIam() {
        AwsCredentials session;
        try (StsClient sts = with(StsClient.builder(), KEY)
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            var made = sts.getSessionToken().credentials();
            assertThat(Duration.between(java.time.Instant.now(), made.expiration()))
                    .isGreaterThan(Duration.ofHours(11));
            session = AwsSessionCredentials.create(made.accessKeyId(), made.secretAccessKey(), made.sessionToken());
        }
        try (StsClient sts = with(StsClient.builder(), session)
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo(TestKeys.USER.arn());
            assertThatThrownBy(sts::getSessionToken)
                    .isInstanceOf(StsException.class)
                    .hasMessageContaining("Cannot call GetSessionToken with session credentials");
        }
        try (IamClient iam = with(IamClient.builder(), session)
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            IamException refused = catchThrowableOfType(IamException.class, iam::listUsers);
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId");
        }
        assertThat(endpoint.delivered).hasSize(4);
        assertThat(endpoint.last().text("/userIdentity/sessionContext/attributes/mfaAuthenticated"))
                .isEqualTo("false");
    }

    @Test
    void iam_isDenied() {
        try (IamClient iam = with(IamClient.builder(), KEY)
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            IamException denied =
                    catchThrowableOfType(IamException.class, () -> iam.createAccessKey(r -> r.userName("admin")));

            assertThat(denied.statusCode()).isEqualTo(403);
            assertThat(denied.awsErrorDetails().errorMessage())
                    .isEqualTo("User: " + TestKeys.USER.arn()
                            + " is not authorized to perform: iam:CreateAccessKey on resource: user admin because no"
                            + " identity-based policy allows the iam:CreateAccessKey action");
            assertThat(endpoint.only().text("/requestParameters/userName")).isEqualTo("admin");
        }
    }

    @Test
    void s3_upload_signedChunks_isDenied() {
        try (S3Client s3 = s3()) {
            S3Exception denied = catchThrowableOfType(
                    S3Exception.class,
                    () -> s3.putObject(r -> r.bucket("corp").key("a b/é+%"), RequestBody.fromBytes(new byte[200_000])));

            assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            assertThat(denied.requestId()).isEqualTo(endpoint.only().text("/requestID"));
            assertThat(endpoint.only().authenticated()).isTrue();
            assertThat(endpoint.only().text("/requestParameters/key")).isEqualTo("a b/é+%");
        }
    }

    @Test
    void s3_head_isDeniedWithoutABody() {
        try (S3Client s3 = s3()) {
            S3Exception denied = catchThrowableOfType(
                    S3Exception.class, () -> s3.headObject(r -> r.bucket("corp").key("k")));

            assertThat(denied.statusCode()).isEqualTo(403);
            assertThat(endpoint.only().text("/eventName")).isEqualTo("HeadObject");
        }
    }

    @Test
    void s3_presignedUrl_isCheckedAndDenied() throws Exception {
        try (S3Presigner presigner = S3Presigner.builder()
                .endpointOverride(endpoint.address())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(KEY))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build()) {
            URI url = presigner
                    .presignGetObject(r -> r.signatureDuration(Duration.ofMinutes(5))
                            .getObjectRequest(o -> o.bucket("corp").key("q/report 1.pdf")))
                    .url()
                    .toURI();

            var answer =
                    HttpClient.newHttpClient().send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());

            assertThat(answer.body()).contains("<Code>AccessDenied</Code>", "s3:GetObject");
            assertThat(endpoint.only().authenticated()).isTrue();
            assertThat(endpoint.only().text("/additionalEventData/AuthenticationMethod"))
                    .isEqualTo("QueryString");
            assertThat(endpoint.only().json().toString()).doesNotContain("X-Amz-Signature");
        }
    }

    private S3Client s3() {
        return with(S3Client.builder(), KEY)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private <B extends AwsClientBuilder<B, ?>> B with(B builder, AwsCredentials key) {
        return builder.endpointOverride(endpoint.address())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(key));
    }
}
