package io.keycanary.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A signer for tests, written from the documentation and apart from the verifier: it takes the canonical path and query
 * as the caller states them, so a test says what is sent and what is signed.
 */
final class Signing {
    static final String EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    String keyId = TestKeys.KEY.accessKeyId();
    String secret = TestKeys.SECRET;
    String service = "s3";
    String region = "us-east-1";
    String method = "GET";
    String canonicalPath = "/";
    String canonicalQuery = "";
    String payloadHash = EMPTY_SHA256;
    Instant time;
    final TreeMap<String, String> headers = new TreeMap<>();

    Signing(Instant time) {
        this.time = time;
        headers.put("host", "127.0.0.1");
    }

    String stamp() {
        return time.toString().substring(0, 19).replaceAll("[-:]", "") + "Z";
    }

    String credential() {
        return keyId + "/" + stamp().substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    }

    String signedHeaders() {
        return String.join(";", headers.keySet());
    }

    /** The Authorization header; adds {@code x-amz-date} to the signed headers. */
    String authorization() {
        headers.put("x-amz-date", stamp());
        return "AWS4-HMAC-SHA256 Credential=" + credential() + ", SignedHeaders=" + signedHeaders() + ", Signature="
                + signature();
    }

    /** The whole request for {@link #canonicalPath} and {@link #canonicalQuery} as they stand, without a body. */
    HttpCall call() {
        String authorization = authorization();
        List<Headers.Field> fields = new ArrayList<>();
        headers.forEach((name, value) -> fields.add(new Headers.Field(name, value)));
        fields.add(new Headers.Field("Authorization", authorization));
        return new HttpCall(
                method,
                canonicalPath,
                canonicalQuery,
                new Headers(fields),
                new HttpCall.Body(new byte[0], 0, EMPTY_SHA256),
                "127.0.0.1",
                null,
                time);
    }

    String signature() {
        StringBuilder lines = new StringBuilder();
        headers.forEach((name, value) -> lines.append(name.toLowerCase(Locale.ROOT))
                .append(':')
                .append(value)
                .append('\n'));
        String canonical = method + "\n" + canonicalPath + "\n" + canonicalQuery + "\n" + lines + "\n" + signedHeaders()
                + "\n" + payloadHash;
        String scope = credential().substring(keyId.length() + 1);
        String text = "AWS4-HMAC-SHA256\n" + stamp() + "\n" + scope + "\n"
                + sha256(canonical.getBytes(StandardCharsets.ISO_8859_1));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String step : Arrays.asList(scope.split("/"))) {
            key = hmac(key, step);
        }
        return HexFormat.of().formatHex(hmac(key, text));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
