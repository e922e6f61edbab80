package io.keycanary.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keys of fixed length for text of any length: an index entry of PostgreSQL holds no more than 2,704 bytes. */
final class Digest {
    private Digest() {}

    static String of(String text) {
        try {
            byte[] stored = StoredText.encode(text).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(stored));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
