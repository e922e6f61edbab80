package io.keycanary.aws;

import io.keycanary.cli.ObjectStore.Access;
import io.keycanary.cli.UnreadableException;
import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in words why S3 gave nothing, and what to do. */
final class S3Failure {
    private static final String REGION_HEADER = "x-amz-bucket-region";
    private static final Set<String> CREDENTIALS = Set.of(
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "ExpiredToken",
            "InvalidToken",
            "TokenRefreshRequired",
            "RequestTimeTooSkewed");

    private final Access access;

    S3Failure(Access access) {
        this.access = access;
    }

    /** While a bucket was listed. */
    UnreadableException listing(String bucket, SdkException e) {
        return new UnreadableException(
                e instanceof AwsServiceException refused
                        ? refused(bucket, refused, "s3:ListBucket on arn:aws:s3:::" + bucket)
                        : unreached(e),
                e);
    }

    /** While an object was read. */
    UnreadableException reading(String bucket, SdkException e) {
        return new UnreadableException(
                e instanceof AwsServiceException refused
                        ? refused(
                                bucket,
                                refused,
                                "s3:GetObject on arn:aws:s3:::" + bucket
                                        + "/*, and kms:Decrypt where a KMS key encrypts it")
                        : unreached(e),
                e);
    }

    /** A connection broke again and again. */
    UnreadableException broken(int attempts, IOException e) {
        return new UnreadableException("the connection broke " + attempts + " times: " + e.getMessage(), e);
    }

    private String refused(String bucket, AwsServiceException e, String permission) {
        String code = String.valueOf(e.awsErrorDetails().errorCode());
        String said = "S3 says " + code + ": " + e.awsErrorDetails().errorMessage();
        String region = e.awsErrorDetails()
                .sdkHttpResponse()
                .firstMatchingHeader(REGION_HEADER)
                .orElse("");
        if (CREDENTIALS.contains(code)) {
            return "the credentials are refused; renew them, or give --profile (" + said + ")";
        }
        return switch (e.statusCode()) {
            case 404 ->
                code.equals("NoSuchBucket")
                        ? "there is no bucket " + bucket
                        : "it vanished between listing and reading (" + said + ")";
            case 412 -> "it changed between listing and reading";
            case 403 ->
                code.equals("InvalidObjectState")
                        ? "it is archived; restore it first (" + said + ")"
                        : "it may not be read: it needs " + permission + payer() + " (" + said + ")";
            case 301, 307, 400 -> region.isEmpty() ? said : "the bucket is in region " + region + " (" + said + ")";
            default -> said + " (HTTP " + e.statusCode() + ")";
        };
    }

    private String payer() {
        return access.requestPayer() ? "" : "; for a bucket whose requester pays, --request-payer too";
    }

    private String unreached(SdkException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("credentials") || message.contains("rofile")) {
            return "there are no AWS credentials to use: set AWS_PROFILE or give --profile, as for the aws command ("
                    + firstSentence(message) + ")";
        }
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return "S3" + (access.endpoint() == null ? "" : " at " + access.endpoint()) + " cannot be reached: "
                + deepest.getClass().getSimpleName() + ": " + deepest.getMessage();
    }

    /** The SDK goes on with its parts and what each of them has to say. */
    private static String firstSentence(String message) {
        return message.split(" in the chain|: \\[|\\(| :", 2)[0].strip();
    }
}
