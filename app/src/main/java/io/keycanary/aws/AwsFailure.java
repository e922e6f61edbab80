package io.keycanary.aws;

import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in words why AWS did not do something, and what to do. */
final class AwsFailure {
    private static final Set<String> UNKNOWN_KEY = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "InvalidAccessKeyId",
            "AuthFailure",
            "IncompleteSignature");
    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");
    private static final Set<String> DENIED =
            Set.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "403");
    private static final Set<String> THROTTLED =
            Set.of("Throttling", "SlowDown", "ThrottlingException", "RequestLimitExceeded");

    private static final Pattern NAMED = Pattern.compile("not authorized to perform: ([\\w-]+:\\w+)");

    private AwsFailure() {}

    /**
     * Makes a call.
     *
     * @param action {@code service:Action}, for the message
     * @throws AccountException when it fails
     */
    static <T> T orThrow(String action, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw of(action, e);
        }
    }

    static AccountException of(String action, SdkException e) {
        return e instanceof AwsServiceException refused ? refused(action, refused) : unreached(action, e);
    }

    private static AccountException refused(String asked, AwsServiceException e) {
        AwsErrorDetails details = e.awsErrorDetails();
        String code = code(details);
        String said = code + ": " + message(details);
        String action = failed(asked, said);
        if (said.contains("Signature expired")
                || said.contains("Signature not yet current")
                || e.isClockSkewException()) {
            return failure(Reason.CREDENTIALS, "the clock of this machine is wrong, says AWS: set it", said, e);
        }
        if (EXPIRED.contains(code)) {
            return failure(Reason.CREDENTIALS, "the AWS credentials have expired: renew them", said, e);
        }
        if (UNKNOWN_KEY.contains(code)) {
            return failure(
                    Reason.CREDENTIALS,
                    "AWS does not accept the credentials: mend or replace them. It says the same in a region that the account did not"
                            + " opt in to: `keycanary account check` lists those",
                    said,
                    e);
        }
        if (DENIED.contains(code)) {
            return failure(Reason.DENIED, "there is no permission for " + action + where(said), said, e);
        }
        if (e.isThrottlingException() || THROTTLED.contains(code)) {
            return failure(Reason.THROTTLED, "AWS asks to call " + action + " less often: try again later", said, e);
        }
        return switch (code) {
            case "LimitExceeded",
                    "LimitExceededException",
                    "MaximumNumberOfTrailsExceededException",
                    "TooManyBuckets",
                    "TopicLimitExceeded" ->
                failure(Reason.QUOTA, "a limit of the account stands against " + action, said, e);
            case "BucketAlreadyExists" ->
                failure(
                        Reason.NAME_TAKEN,
                        "the name is taken, by another account of AWS: choose another --name",
                        said,
                        e);
            case "EntityAlreadyExists" -> failure(Reason.NAME_TAKEN, "the name is taken", said, e);
            case "AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist" ->
                failure(Reason.NOT_FOUND, "there is no such queue: run `keycanary pipeline apply`", said, e);
            case "NoSuchEntity",
                    "InvalidInstanceID.NotFound",
                    "TargetNotFoundException",
                    "AccountNotFoundException",
                    "OrganizationalUnitNotFoundException" ->
                failure(Reason.NOT_FOUND, action + " did not find what it is about", said, e);
            default ->
                e.statusCode() >= 500
                        ? failure(
                                Reason.UNREACHABLE,
                                action + " got answer " + e.statusCode() + ": try again later",
                                said,
                                e)
                        : failure(Reason.REFUSED, "AWS refused " + action, said, e);
        };
    }

    /** Servers that only speak like AWS may wrap an error otherwise: then it is looked for in the answer. */
    private static String code(@Nullable AwsErrorDetails details) {
        return details != null && details.errorCode() != null ? details.errorCode() : element("Code", details);
    }

    private static String message(@Nullable AwsErrorDetails details) {
        return details != null && details.errorMessage() != null ? details.errorMessage() : element("Message", details);
    }

    private static String element(String name, @Nullable AwsErrorDetails details) {
        if (details == null || details.rawResponse() == null) {
            return "";
        }
        String body = details.rawResponse().asString(StandardCharsets.UTF_8);
        int start = body.indexOf("<" + name + ">");
        int end = body.indexOf("</" + name + ">");
        return start < 0 || end < start ? "" : body.substring(start + name.length() + 2, end);
    }

    /** AWS names what it denied: it may be the assuming of the role, so that what was asked for was never called. */
    private static String failed(String asked, String said) {
        Matcher named = NAMED.matcher(said);
        return named.find() ? named.group(1) : asked;
    }

    private static String where(String said) {
        return said.contains("service control policy") ? ", which a service control policy denies" : "";
    }

    private static AccountException unreached(String action, SdkException e) {
        String message = String.valueOf(e.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("credentials") || lower.contains("profile")) {
            return new AccountException(
                    Reason.CREDENTIALS,
                    "there are no AWS credentials to use: set AWS_PROFILE or give --profile, as for the aws command ("
                            + firstSentence(message) + ")",
                    e);
        }
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return new AccountException(
                Reason.UNREACHABLE,
                "AWS cannot be reached for " + action + ": "
                        + deepest.getClass().getSimpleName() + ": " + deepest.getMessage(),
                e);
    }

    /** The SDK goes on with its parts and what each of them has to say. */
    private static String firstSentence(String message) {
        return message.split(" in the chain|: \\[|\\(| :", 2)[0].strip();
    }

    private static AccountException failure(Reason reason, String words, String said, AwsServiceException e) {
        return new AccountException(reason, words + (said.equals(": ") ? "" : " (AWS says " + said + ")"), e);
    }
}
