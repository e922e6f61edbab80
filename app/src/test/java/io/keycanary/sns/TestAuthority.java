package io.keycanary.sns;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;

/** Makes certificates of its own (X.509 in DER, written by hand: the JDK has nothing public that does). */
final class TestAuthority {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String SHA256_WITH_RSA = "300d06092a864886f70d01010b0500";

    private final KeyPair keys;
    private final String name;
    private final X509Certificate certificate;

    TestAuthority(String name, Instant from, Instant until) {
        this.name = name;
        this.keys = pair();
        this.certificate = issue(name, keys, true, from, until);
    }

    private TestAuthority(String name, KeyPair keys, X509Certificate certificate) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
    }

    /** Whoever has a certificate by this one and issues more, whether he may or not. */
    TestAuthority below(String subject, boolean authority, Instant from, Instant until) {
        KeyPair own = pair();
        return new TestAuthority(subject, own, issue(subject, own, authority, from, until));
    }

    static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    TrustAnchor anchor() {
        return new TrustAnchor(certificate, null);
    }

    X509Certificate certificate() {
        return certificate;
    }

    X509Certificate issue(String subject, KeyPair of, boolean authority, Instant from, Instant until) {
        byte[] toSign = sequence(
                tagged(0xa0, integer(2)),
                integer(Math.abs(subject.hashCode()) + 1L),
                HexFormat.of().parseHex(SHA256_WITH_RSA),
                name(name),
                sequence(time(from), time(until)),
                name(subject),
                of.getPublic().getEncoded(),
                tagged(0xa3, sequence(basicConstraints(authority))));
        byte[] der = sequence(toSign, HexFormat.of().parseHex(SHA256_WITH_RSA), bits(sign(toSign, keys.getPrivate())));
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(X509Certificate... chain) {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate one : chain) {
                text.append("-----BEGIN CERTIFICATE-----\n")
                        .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(one.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    private static byte[] sign(byte[] text, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] basicConstraints(boolean authority) {
        byte[] value = authority ? sequence(new byte[] {1, 1, (byte) 0xff}) : sequence();
        return sequence(HexFormat.of().parseHex("0603551d13"), new byte[] {1, 1, (byte) 0xff}, tagged(4, value));
    }

    private static byte[] name(String common) {
        byte[] attribute =
                sequence(HexFormat.of().parseHex("0603550403"), tagged(12, common.getBytes(StandardCharsets.UTF_8)));
        return sequence(tagged(0x31, attribute));
    }

    private static byte[] time(Instant at) {
        return tagged(24, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] integer(long value) {
        return tagged(2, BigInteger.valueOf(value).toByteArray());
    }

    private static byte[] bits(byte[] value) {
        byte[] padded = new byte[value.length + 1];
        System.arraycopy(value, 0, padded, 1, value.length);
        return tagged(3, padded);
    }

    private static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        int length = content.size();
        if (length < 128) {
            whole.write(length);
        } else {
            byte[] digits = BigInteger.valueOf(length).toByteArray();
            int skip = digits[0] == 0 ? 1 : 0;
            whole.write(0x80 | (digits.length - skip));
            whole.write(digits, skip, digits.length - skip);
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }
}
