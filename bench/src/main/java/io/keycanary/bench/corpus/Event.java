package io.keycanary.bench.corpus;

import org.jspecify.annotations.Nullable;

/** One CloudTrail record while it is made up. Composite members are JSON text. */
final class Event {
    String version = "1.08";
    String identity = "";
    String time = "";
    String source = "";
    String name = "";
    String region = "";
    String ip = "";
    String agent = "";

    @Nullable
    String errorCode;

    @Nullable
    String errorMessage;

    String request = "null";
    String response = "null";
    String requestId = "";
    String eventId = "";
    boolean readOnly;
    /** Members behind {@code readOnly}, such as {@code "resources":[...]}. */
    String more = "";

    String type = "AwsApiCall";
    String account = "";
    /** Empty when the record has no {@code tlsDetails}. */
    String host = "";

    /** The call, made by nobody yet. */
    void call(String service, String event, boolean reads, String parameters) {
        source = service + ".amazonaws.com";
        name = event;
        readOnly = reads;
        request = parameters;
        response = "null";
        more = "";
        errorCode = null;
        errorMessage = null;
        type = "AwsApiCall";
        host = service + "." + region + ".amazonaws.com";
    }

    void denied(String code, String message) {
        errorCode = code;
        errorMessage = message;
        response = "null";
    }

    void appendTo(StringBuilder out) {
        out.append("{\"eventVersion\":\"")
                .append(version)
                .append("\",\"userIdentity\":")
                .append(identity);
        member(out, "eventTime", time);
        member(out, "eventSource", source);
        member(out, "eventName", name);
        member(out, "awsRegion", region);
        member(out, "sourceIPAddress", ip);
        member(out, "userAgent", agent);
        member(out, "errorCode", errorCode);
        member(out, "errorMessage", errorMessage);
        out.append(",\"requestParameters\":").append(request);
        out.append(",\"responseElements\":").append(response);
        member(out, "requestID", requestId);
        member(out, "eventID", eventId);
        out.append(",\"readOnly\":").append(readOnly);
        if (!more.isEmpty()) {
            out.append(',').append(more);
        }
        member(out, "eventType", type);
        out.append(",\"managementEvent\":true");
        member(out, "recipientAccountId", account);
        member(out, "eventCategory", "Management");
        if (!host.isEmpty()) {
            out.append(",\"tlsDetails\":{\"tlsVersion\":\"TLSv1.3\",\"cipherSuite\":\"TLS_AES_128_GCM_SHA256\"");
            member(out, "clientProvidedHostHeader", host);
            out.append('}');
        }
        out.append('}');
    }

    private static void member(StringBuilder out, String name, @Nullable String text) {
        if (text != null) {
            out.append(",\"").append(name).append("\":\"").append(text).append('"');
        }
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(2048);
        appendTo(out);
        return out.toString();
    }
}
