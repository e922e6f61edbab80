package io.keycanary.aws;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

/** Calls AWS as somebody who found a key would: the demo's intruder, and the drill. */
public final class AwsCaller implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .connectionTimeout(TIMEOUT)
            .socketTimeout(TIMEOUT)
            .build();
    private final AwsCredentialsProvider credentials;
    private final Region region;
    private final @Nullable URI endpoint;

    private AwsCaller(AwsCredentialsProvider credentials, Region region, @Nullable URI endpoint) {
        this.credentials = credentials;
        this.region = region;
        this.endpoint = endpoint;
    }

    /**
     * What a call came to.
     *
     * @param call {@code service:Action}
     * @param outcome what the caller learned: an ARN, a key id, or the error code and message; text of the other side
     * @param requestId what the response carried
     */
    public record Answer(
            String call,
            boolean succeeded,
            String outcome,
            @Nullable String requestId) {}

    /** A caller who reads a profile from the files it was planted in, endpoint and region included. */
    public static AwsCaller ofProfile(Path credentialsFile, Path configFile, String profile) {
        ProfileFile files = ProfileFile.aggregator()
                .addFile(file(credentialsFile, ProfileFile.Type.CREDENTIALS))
                .addFile(file(configFile, ProfileFile.Type.CONFIGURATION))
                .build();
        var section = files.profile(profile)
                .orElseThrow(() -> new IllegalArgumentException("no profile " + profile + " in " + credentialsFile));
        return new AwsCaller(
                ProfileCredentialsProvider.builder()
                        .profileFile(files)
                        .profileName(profile)
                        .build(),
                section.property("region").map(Region::of).orElse(Region.US_EAST_1),
                section.property("endpoint_url").map(URI::create).orElse(null));
    }

    private static ProfileFile file(Path path, ProfileFile.Type type) {
        return ProfileFile.builder().content(path).type(type).build();
    }

    static AwsCaller of(AwsCredentialsProvider credentials, String region, @Nullable URI endpoint) {
        return new AwsCaller(credentials, Region.of(region), endpoint);
    }

    /** The same caller with the temporary key of a session, and what it answered when it was asked for. */
    public record Session(Answer answer, @Nullable AwsCaller caller) {}

    /** {@code sts:GetCallerIdentity}: is the key alive, and whose is it. */
    public Answer whoAmI() {
        return call("sts:GetCallerIdentity", () -> {
            try (StsClient sts = aimed(StsClient.builder().httpClient(http)).build()) {
                var response = sts.getCallerIdentity();
                return success("sts:GetCallerIdentity", response.arn(), response);
            }
        });
    }

    /** {@code sts:GetSessionToken}: a key that outlives the one it was made with. */
    public Session sessionToken() {
        AwsCaller[] caller = new AwsCaller[1];
        Answer answer = call("sts:GetSessionToken", () -> {
            try (StsClient sts = aimed(StsClient.builder().httpClient(http)).build()) {
                GetSessionTokenResponse response = sts.getSessionToken();
                Credentials made = response.credentials();
                caller[0] = new AwsCaller(session(made), region, endpoint);
                return success("sts:GetSessionToken", made.accessKeyId(), response);
            }
        });
        return new Session(answer, caller[0]);
    }

    private static AwsCredentialsProvider session(Credentials made) {
        return StaticCredentialsProvider.create(
                AwsSessionCredentials.create(made.accessKeyId(), made.secretAccessKey(), made.sessionToken()));
    }

    /** {@code s3:ListBuckets}: what is there. */
    public Answer listBuckets() {
        return call("s3:ListBuckets", () -> {
            try (S3Client s3 = aimed(S3Client.builder().httpClient(http).forcePathStyle(true))
                    .build()) {
                var response = s3.listBuckets();
                return success("s3:ListBuckets", response.buckets().size() + " buckets", response);
            }
        });
    }

    /** {@code iam:ListUsers}: who is there. */
    public Answer listUsers() {
        return call("iam:ListUsers", () -> {
            try (IamClient iam = aimed(IamClient.builder().httpClient(http)).build()) {
                var response = iam.listUsers();
                return success("iam:ListUsers", response.users().size() + " users", response);
            }
        });
    }

    /** {@code iam:CreateAccessKey}: a way back in. */
    public Answer createAccessKey() {
        return call("iam:CreateAccessKey", () -> {
            try (IamClient iam = aimed(IamClient.builder().httpClient(http)).build()) {
                var response = iam.createAccessKey();
                return success("iam:CreateAccessKey", response.accessKey().accessKeyId(), response);
            }
        });
    }

    private <B extends AwsClientBuilder<B, ?>> B aimed(B builder) {
        builder.credentialsProvider(credentials).region(region);
        return endpoint == null ? builder : builder.endpointOverride(endpoint);
    }

    private static Answer success(String call, String outcome, AwsResponse response) {
        return new Answer(call, true, outcome, response.responseMetadata().requestId());
    }

    /** A refusal is an answer like any other, and the usual one: a decoy has no permission. */
    private static Answer call(String name, Supplier<Answer> call) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            return new Answer(
                    name,
                    false,
                    e.awsErrorDetails().errorCode() + ": " + e.awsErrorDetails().errorMessage(),
                    e.requestId());
        } catch (SdkClientException e) {
            return new Answer(name, false, String.valueOf(e.getMessage()), null);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
