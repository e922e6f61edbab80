package io.keycanary.channel;

import io.keycanary.token.Secret;
import io.keycanary.token.SecretAccess;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhook requests, so that a receiver knows who sent them, and when: {@code v1=} and the hex HMAC-SHA256 (RFC
 * 2104) of the timestamp's digits, a dot, and the body.
 */
public final class WebhookSignature {
    /** Seconds since 1970 at which the request was signed. */
    public static final String TIMESTAMP_HEADER = "KeyCanary-Timestamp";

    /** The signature. */
    public static final String SIGNATURE_HEADER = "KeyCanary-Signature";

    /** Shorter secrets can be guessed from one request. */
    static final int MIN_SECRET_CHARS = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * Signs and verifies with this secret.
     *
     * @throws IllegalArgumentException when it is shorter than 16 characters
     */
    public WebhookSignature(Secret secret) {
        String text = secret.reveal(SecretAccess.forInsecureReading());
        if (text.length() < MIN_SECRET_CHARS) {
            throw new IllegalArgumentException("a webhook secret needs at least " + MIN_SECRET_CHARS
                    + " characters; make one with: openssl rand -hex 32");
        }
        key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The value of the signature header. */
    public String sign(long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            return "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** Whether a signature header is right; whether the timestamp is fresh is for the receiver to say. */
    public boolean verify(long timestamp, byte[] body, String signature) {
        return MessageDigest.isEqual(
                sign(timestamp, body).getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8));
    }
}
