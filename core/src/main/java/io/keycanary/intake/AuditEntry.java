package io.keycanary.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Who did what. Each entry carries the digest of itself and of the one before, so that none can be changed or taken out
 * without a trace.
 *
 * @param number 1, 2, 3 ...
 * @param actor a person, an API token's name, or a part of ours
 * @param action such as {@code token.issue}, {@code token.reveal}
 * @param subject what it was done to
 * @param detail no secret
 * @param hash hex SHA-256 over the previous hash and all other fields
 */
public record AuditEntry(
        long number, Instant at, String actor, String action, String subject, String detail, String hash) {
    /** Hash before the first entry. */
    public static final String GENESIS = "0".repeat(64);

    /** The entry that follows one with this number and hash. The time is kept in microseconds, as stores do. */
    public static AuditEntry after(
            long previousNumber,
            String previousHash,
            Instant at,
            String actor,
            String action,
            String subject,
            String detail) {
        Instant time = at.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        long number = previousNumber + 1;
        String hash = hash(previousHash, number, time, actor, action, subject, detail);
        return new AuditEntry(number, time, actor, action, subject, detail, hash);
    }

    /** Whether it is unchanged and follows an entry with this number and hash. */
    public boolean follows(long previousNumber, String previousHash) {
        return number == previousNumber + 1
                && hash.equals(hash(previousHash, number, at, actor, action, subject, detail));
    }

    /** Fields are length-prefixed, so that text cannot move from one into the next. */
    private static String hash(String previous, Object... fields) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(previous.getBytes(StandardCharsets.UTF_8));
            for (Object field : fields) {
                byte[] bytes = field.toString().getBytes(StandardCharsets.UTF_8);
                sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
