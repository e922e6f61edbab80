package io.keycanary.endpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificate chain and private key from PEM files. What is wrong with them is said with the file's name. */
final class PemIdentity {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----", Pattern.DOTALL);
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----", Pattern.DOTALL);

    private PemIdentity() {}

    /** A key store in memory with one entry. */
    static KeyStore load(EndpointSettings.TlsFiles files, char[] password) {
        Certificate[] chain = chain(files.certificates());
        PrivateKey key = key(files.key(), chain[0].getPublicKey().getAlgorithm());
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("endpoint", key, password, chain);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    files.key() + " and " + files.certificates() + " do not go together: " + e.getMessage(), e);
        }
    }

    private static Certificate[] chain(Path file) {
        StringBuilder blocks = new StringBuilder();
        Matcher certificates = CERTIFICATE.matcher(read(file));
        while (certificates.find()) {
            blocks.append(certificates.group()).append('\n');
        }
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException(file + " holds no BEGIN CERTIFICATE block");
        }
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(
                            new ByteArrayInputStream(blocks.toString().getBytes(StandardCharsets.US_ASCII)))
                    .toArray(Certificate[]::new);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(file + " holds a broken certificate: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(Path file, String algorithm) {
        Matcher block = KEY.matcher(read(file));
        if (!block.find()) {
            throw new IllegalArgumentException(file + " holds no unencrypted BEGIN PRIVATE KEY block; make one by:"
                    + " openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause may quote key bytes: it is not passed on.
            throw new IllegalArgumentException(file + " holds a private key that is broken, or no " + algorithm
                    + " key like that of the certificate");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
