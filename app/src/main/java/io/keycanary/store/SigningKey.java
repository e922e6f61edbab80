package io.keycanary.store;

import io.keycanary.intake.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** The Ed25519 key that signs what leaves this installation as evidence: two lines in a file only its owner can read. */
public final class SigningKey {
    private static final String ALGORITHM = "Ed25519";

    private SigningKey() {}

    /**
     * The key in this file, made when there is none.
     *
     * @throws LedgerException when the file is damaged or open to others
     */
    public static KeyPair inFile(Path file) {
        try {
            if (Files.notExists(file)) {
                KeyPair made = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
                PrivateFile.createOnce(
                        file,
                        encode(made.getPrivate().getEncoded()) + "\n"
                                + encode(made.getPublic().getEncoded()) + "\n");
            }
            PrivateFile.refuseIfOpenToOthers(file);
            List<String> lines = Files.readAllLines(file);
            if (lines.size() != 2) {
                throw new LedgerException("the signing key " + file + " is damaged: put it back from a backup");
            }
            return new KeyPair(publicKey(lines.get(1)), privateKey(lines.get(0)));
        } catch (IOException e) {
            throw new LedgerException("the signing key " + file + " cannot be read or made: " + e.getMessage(), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new LedgerException("the signing key " + file + " is damaged: put it back from a backup", e);
        }
    }

    private static String encode(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    private static PrivateKey privateKey(String text) throws GeneralSecurityException {
        byte[] bytes = Base64.getDecoder().decode(text);
        return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    }

    private static PublicKey publicKey(String text) throws GeneralSecurityException {
        byte[] bytes = Base64.getDecoder().decode(text);
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(bytes));
    }
}
