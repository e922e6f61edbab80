package io.keycanary.endpoint;

import io.keycanary.endpoint.Fault.Kind;

/**
 * Status, code and message of a fault in each protocol (the services' API references, "Common errors"; Amazon S3 API
 * Reference, "Error responses"; Amazon EC2 API Reference, "Error codes").
 */
final class Wording {
    private static final String INVALID_TOKEN = "The security token included in the request is invalid.";
    private static final String EXPIRED_TOKEN = "The security token included in the request is expired";
    private static final String WRONG_SIGNATURE =
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                    + " Access Key and signing method. Consult the service documentation for details.";
    private static final String TRY_AGAIN = "Service is unable to handle request.";

    private Wording() {}

    static Problem of(Fault fault, Wire wire) {
        return switch (wire) {
            case S3 -> s3(fault);
            case EC2 -> ec2(fault);
            case QUERY, QUERY_JSON, REST_XML -> query(fault);
            case JSON_1_0, JSON_1_1, REST_JSON, CBOR -> json(fault, wire == Wire.REST_JSON ? 403 : 400);
        };
    }

    private static Problem query(Fault fault) {
        return switch (fault.kind()) {
            case ANONYMOUS -> new Problem(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
            case INCOMPLETE -> new Problem(400, "IncompleteSignature", fault.detail());
            case NO_SUCH_KEY, BAD_SESSION_TOKEN -> new Problem(403, "InvalidClientTokenId", INVALID_TOKEN);
            case SESSION_EXPIRED -> new Problem(403, "ExpiredToken", EXPIRED_TOKEN);
            case BAD_SIGNATURE, UNSUPPORTED_SIGNATURE, BAD_DIGEST ->
                new Problem(403, "SignatureDoesNotMatch", WRONG_SIGNATURE);
            case BAD_SCOPE, OUT_OF_TIME -> new Problem(403, "SignatureDoesNotMatch", fault.detail());
            case TOO_LARGE -> new Problem(413, "RequestEntityTooLarge", "Request entity is too large");
            case DENIED -> new Problem(403, "AccessDenied", fault.detail());
            case INVALID -> new Problem(400, "ValidationError", fault.detail());
            case UNAVAILABLE -> new Problem(503, "ServiceUnavailable", TRY_AGAIN);
        };
    }

    private static Problem ec2(Fault fault) {
        return switch (fault.kind()) {
            case DENIED -> new Problem(403, "UnauthorizedOperation", fault.detail());
            case OUT_OF_TIME, SESSION_EXPIRED -> new Problem(400, "RequestExpired", "Request has expired.");
            case TOO_LARGE, UNAVAILABLE -> query(fault);
            case INVALID -> new Problem(400, "InvalidParameterValue", fault.detail());
            default -> new Problem(401, "AuthFailure", "AWS was not able to validate the provided access credentials");
        };
    }

    private static Problem json(Fault fault, int refused) {
        return switch (fault.kind()) {
            case ANONYMOUS ->
                new Problem(refused, "MissingAuthenticationTokenException", "Missing Authentication Token");
            case INCOMPLETE -> new Problem(refused, "IncompleteSignatureException", fault.detail());
            case NO_SUCH_KEY, BAD_SESSION_TOKEN -> new Problem(refused, "UnrecognizedClientException", INVALID_TOKEN);
            case SESSION_EXPIRED -> new Problem(refused, "ExpiredTokenException", EXPIRED_TOKEN);
            case BAD_SIGNATURE, UNSUPPORTED_SIGNATURE, BAD_DIGEST ->
                new Problem(refused, "InvalidSignatureException", WRONG_SIGNATURE);
            case BAD_SCOPE, OUT_OF_TIME -> new Problem(refused, "InvalidSignatureException", fault.detail());
            case TOO_LARGE -> new Problem(413, "RequestEntityTooLargeException", "Request entity is too large");
            case DENIED -> new Problem(refused, "AccessDeniedException", fault.detail());
            case INVALID -> new Problem(400, "ValidationException", fault.detail());
            case UNAVAILABLE -> new Problem(503, "ServiceUnavailableException", TRY_AGAIN);
        };
    }

    private static Problem s3(Fault fault) {
        return switch (fault.kind()) {
            case ANONYMOUS -> new Problem(403, "AccessDenied", "Access Denied");
            case INCOMPLETE, BAD_SCOPE ->
                new Problem(
                        400,
                        "AuthorizationHeaderMalformed",
                        "The authorization header is malformed; " + fault.detail());
            case NO_SUCH_KEY ->
                new Problem(
                        403,
                        "InvalidAccessKeyId",
                        "The AWS Access Key Id you provided does not exist in our records.",
                        fault.facts());
            case BAD_SESSION_TOKEN ->
                new Problem(400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
            case SESSION_EXPIRED -> new Problem(400, "ExpiredToken", "The provided token has expired.");
            case BAD_SIGNATURE ->
                new Problem(
                        403,
                        "SignatureDoesNotMatch",
                        "The request signature we calculated does not match the signature you provided. Check your key"
                                + " and signing method.",
                        fault.facts());
            case UNSUPPORTED_SIGNATURE ->
                new Problem(
                        400,
                        "InvalidRequest",
                        "The authorization mechanism you have provided is not supported. Please use"
                                + " AWS4-HMAC-SHA256.");
            case OUT_OF_TIME -> s3OutOfTime(fault);
            case BAD_DIGEST ->
                new Problem(
                        400,
                        "XAmzContentSHA256Mismatch",
                        "The provided 'x-amz-content-sha256' header does not match what was computed.",
                        fault.facts());
            case TOO_LARGE ->
                new Problem(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
            case DENIED -> new Problem(403, "AccessDenied", fault.detail());
            case INVALID -> new Problem(400, "InvalidArgument", fault.detail());
            case UNAVAILABLE -> new Problem(503, "ServiceUnavailable", TRY_AGAIN);
        };
    }

    private static Problem s3OutOfTime(Fault fault) {
        return fault.facts().containsKey("X-Amz-Expires")
                ? new Problem(403, "AccessDenied", "Request has expired", fault.facts())
                : new Problem(
                        403,
                        "RequestTimeTooSkewed",
                        "The difference between the request time and the current time is too large.",
                        fault.facts());
    }

    /** Whether a fault is the caller's, for the answers that say so. */
    static String type(Fault.Kind kind) {
        return kind == Kind.UNAVAILABLE ? "Receiver" : "Sender";
    }
}
