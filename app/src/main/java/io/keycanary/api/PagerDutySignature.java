package io.keycanary.api;

import io.keycanary.token.Secret;
import io.keycanary.token.SecretAccess;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * PagerDuty's signature of a webhook, version 1: {@code v1=} and the hex HMAC-SHA256 of the body. While a secret is being
 * replaced there are several, separated by commas, and one has to be right.
 */
final class PagerDutySignature {
    /** The header. */
    static final String HEADER = "X-PagerDuty-Signature";

    /** Shorter secrets can be guessed from one request. */
    private static final int MIN_SECRET_CHARS = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * Checks with this secret.
     *
     * @throws IllegalArgumentException when it is too short to be PagerDuty's
     */
    PagerDutySignature(String channel, Secret secret) {
        String text = secret.reveal(SecretAccess.forInsecureReading());
        if (text.length() < MIN_SECRET_CHARS) {
            throw new IllegalArgumentException("webhook-secret of the alert channel '" + channel
                    + "' is the signing secret of the webhook subscription in PagerDuty and has at least "
                    + MIN_SECRET_CHARS + " characters");
        }
        key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** Whether one of the signatures is right; each is compared in the same time, however much of it is right. */
    boolean right(byte[] body, @Nullable String header) {
        if (header == null) {
            return false;
        }
        byte[] expected = ("v1=" + sign(body)).getBytes(StandardCharsets.US_ASCII);
        boolean right = false;
        for (String signature : header.split(",", -1)) {
            right |= MessageDigest.isEqual(expected, signature.strip().getBytes(StandardCharsets.UTF_8));
        }
        return right;
    }

    private String sign(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
