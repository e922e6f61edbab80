package io.keycanary.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The record of one request, with the fields that CloudTrail gives it (CloudTrail User Guide, "Record contents"). */
final class CloudTrailRecord {
    private static final String EVENT_VERSION = "1.11";
    /** CloudTrail cuts user agent, error code and error message there. */
    private static final int MAX_TEXT = 1_024;

    private CloudTrailRecord() {}

    /** @param problem what was answered, null for success */
    static byte[] of(
            HttpCall call,
            Operation operation,
            DecoyKey key,
            RequestIds ids,
            @Nullable Problem problem,
            @Nullable Map<String, Object> responseElements) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("eventVersion", EVENT_VERSION);
        out.put("userIdentity", userIdentity(key));
        out.put("eventTime", wholeSecond(call.receivedAt()));
        out.put("eventSource", Services.eventSource(operation.service()));
        out.put("eventName", operation.eventName());
        out.put("awsRegion", operation.region());
        out.put("sourceIPAddress", call.sourceAddress());
        out.put("userAgent", cut(call.headers().orEmpty("user-agent")));
        if (problem != null) {
            out.put("errorCode", (operation.wire() == Wire.EC2 ? "Client." : "") + problem.code());
            out.put("errorMessage", cut(problem.message()));
        }
        out.put("requestParameters", RequestParameters.of(operation, call));
        out.put("responseElements", responseElements);
        additional(out, call, operation, ids);
        out.put("requestID", ids.requestId());
        out.put("eventID", UUID.randomUUID().toString());
        out.put("readOnly", operation.readOnly());
        out.put("eventType", "AwsApiCall");
        out.put("managementEvent", !operation.data());
        out.put("recipientAccountId", key.user().accountId());
        out.put("eventCategory", operation.data() ? "Data" : "Management");
        if (call.tls() != null) {
            out.put("tlsDetails", tls(call, call.tls()));
        }
        return Json.object(out).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> userIdentity(DecoyKey key) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("type", "IAMUser");
        out.put("principalId", key.user().principalId());
        out.put("arn", key.user().arn());
        out.put("accountId", key.user().accountId());
        out.put("accessKeyId", key.accessKeyId());
        out.put("userName", key.user().userName());
        if (key.session() != null) {
            Map<String, Object> attributes = new LinkedHashMap<>();
            attributes.put("creationDate", wholeSecond(key.session().issued()));
            attributes.put("mfaAuthenticated", "false");
            Map<String, Object> context = new LinkedHashMap<>();
            context.put("sessionIssuer", Map.of());
            context.put("webIdFederationData", Map.of());
            context.put("attributes", attributes);
            out.put("sessionContext", context);
        }
        return out;
    }

    private static void additional(Map<String, Object> out, HttpCall call, Operation operation, RequestIds ids) {
        if (operation.wire() != Wire.S3) {
            return;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        boolean inQuery = call.headers().first("authorization") == null;
        boolean version4 = inQuery
                ? call.query().has("X-Amz-Signature")
                : call.headers().orEmpty("authorization").startsWith("AWS4-");
        data.put("SignatureVersion", version4 ? "SigV4" : "SigV2");
        if (call.tls() != null) {
            data.put("CipherSuite", cipherSuite(call.tls()));
        }
        data.put("bytesTransferredIn", call.body().length());
        data.put("AuthenticationMethod", inQuery ? "QueryString" : "AuthHeader");
        data.put("x-amz-id-2", ids.hostId());
        out.put("additionalEventData", data);
    }

    private static Map<String, Object> tls(HttpCall call, HttpCall.Tls tls) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("tlsVersion", tls.version());
        out.put("cipherSuite", cipherSuite(tls));
        out.put("clientProvidedHostHeader", cut(call.headers().orEmpty("host")));
        return out;
    }

    /** Up to TLS 1.2, CloudTrail has OpenSSL's names: ECDHE-RSA-AES128-GCM-SHA256. */
    private static String cipherSuite(HttpCall.Tls tls) {
        return tls.cipherSuite().contains("_WITH_")
                ? tls.cipherSuite()
                        .replaceFirst("^TLS_", "")
                        .replace("_WITH_", "_")
                        .replaceFirst("AES_(\\d)", "AES$1")
                        .replace('_', '-')
                : tls.cipherSuite();
    }

    private static String wholeSecond(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond()).toString();
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
