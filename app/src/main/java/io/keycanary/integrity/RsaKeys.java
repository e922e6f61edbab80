package io.keycanary.integrity;

import io.keycanary.integrity.PublicKeys.MalformedKeysException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** RSA as CloudTrail uses it: PKCS#1 keys, SHA256withRSA. */
final class RsaKeys {
    /** AlgorithmIdentifier of RSA (RFC 8017): what a PKCS#1 key lacks to be one that Java reads. */
    private static final byte[] ALGORITHM = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    private RsaKeys() {}

    /** Reads a PKCS#1 or X.509 public key. */
    static PublicKey read(String fingerprint, byte[] der) throws MalformedKeysException {
        try {
            KeyFactory keys = KeyFactory.getInstance("RSA");
            try {
                return keys.generatePublic(new X509EncodedKeySpec(der));
            } catch (InvalidKeySpecException notX509) {
                return keys.generatePublic(new X509EncodedKeySpec(wrapped(der)));
            }
        } catch (GeneralSecurityException e) {
            throw new MalformedKeysException("the public key with the fingerprint " + fingerprint + " is no RSA key");
        }
    }

    private static byte[] wrapped(byte[] pkcs1) {
        byte[] bits = element(
                0x03,
                ByteBuffer.allocate(pkcs1.length + 1).put((byte) 0).put(pkcs1).array());
        return element(
                0x30,
                ByteBuffer.allocate(ALGORITHM.length + bits.length)
                        .put(ALGORITHM)
                        .put(bits)
                        .array());
    }

    /** A DER element; two bytes of length are enough for any key. */
    private static byte[] element(int tag, byte[] content) {
        return ByteBuffer.allocate(content.length + 4)
                .put((byte) tag)
                .put((byte) 0x82)
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    /** Whether the signature over the text was made with the private half of the key. */
    static boolean verifies(PublicKey key, byte[] text, byte[] signature) {
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initVerify(key);
            rsa.update(text);
            return rsa.verify(signature);
        } catch (SignatureException e) {
            return false; // not even the length of a signature with this key
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }
}
