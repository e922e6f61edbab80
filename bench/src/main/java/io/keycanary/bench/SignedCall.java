package io.keycanary.bench;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code sts:GetCallerIdentity} with a signature of version 4, as light as can be, so that a load is the endpoint's and
 * not the client's. Source of the rule: AWS, "Create a signed AWS API request".
 */
public final class SignedCall {
    private static final String BODY = "Action=GetCallerIdentity&Version=2011-06-15";
    private static final String TYPE = "application/x-www-form-urlencoded; charset=utf-8";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private SignedCall() {}

    /** A key to sign with. */
    public record Key(String token, String accessKeyId, String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return accessKeyId;
        }
    }

    /** The request, signed for this instant. */
    public static HttpRequest of(URI endpoint, Key key, Instant now) {
        String time = TIME.format(now);
        String scope = time.substring(0, 8) + "/us-east-1/sts/aws4_request";
        String canonical = "POST\n/\n\ncontent-type:" + TYPE + "\nhost:" + endpoint.getAuthority() + "\nx-amz-date:"
                + time + "\n\ncontent-type;host;x-amz-date\n" + sha256(BODY);
        String toSign = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical);
        byte[] signing = ("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            signing = hmac(signing, part);
        }
        String authorization = "AWS4-HMAC-SHA256 Credential=" + key.accessKeyId() + "/" + scope
                + ", SignedHeaders=content-type;host;x-amz-date, Signature="
                + HexFormat.of().formatHex(hmac(signing, toSign));
        return HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("Content-Type", TYPE)
                .header("X-Amz-Date", time)
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
