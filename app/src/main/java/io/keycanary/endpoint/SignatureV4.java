package io.keycanary.endpoint;

import io.keycanary.token.Secret;
import io.keycanary.token.SecretAccess;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signature Version 4 over HMAC-SHA256 (IAM User Guide, "Create a signed AWS API request"). */
final class SignatureV4 {
    /**
     * Header values hold one char for each byte, all else in a canonical request is ASCII: so this restores the bytes
     * that were signed, whatever charset the client wrote them in.
     */
    private static final Charset WIRE = StandardCharsets.ISO_8859_1;

    private SignatureV4() {}

    /** Whether the claim's signature is right for any form of the canonical request. */
    static boolean matches(HttpCall call, Claim.Signed claim, Secret secret) {
        byte[] key = signingKey(secret, claim.scope());
        byte[] given = claim.signature().getBytes(StandardCharsets.UTF_8);
        boolean right = false;
        for (String form : CanonicalRequest.forms(call, claim)) {
            byte[] wanted = HexFormat.of()
                    .formatHex(hmac(key, stringToSign(claim, form)))
                    .getBytes(StandardCharsets.UTF_8);
            right |= MessageDigest.isEqual(wanted, given);
        }
        return right;
    }

    static String stringToSign(Claim.Signed claim, String canonicalRequest) {
        return ClaimReader.ALGORITHM + "\n" + ClaimReader.BASIC_TIME.format(claim.time()) + "\n"
                + claim.scope().text() + "\n" + sha256(canonicalRequest.getBytes(WIRE));
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(newSha256().digest(bytes));
    }

    static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static byte[] signingKey(Secret secret, Claim.Scope scope) {
        String text = "AWS4" + secret.reveal(SecretAccess.forInsecureReading());
        byte[] key = hmac(text.getBytes(StandardCharsets.UTF_8), scope.date());
        for (String step : new String[] {scope.region(), scope.service(), scope.terminator()}) {
            key = hmac(key, step);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has HmacSHA256", e);
        }
    }
}
