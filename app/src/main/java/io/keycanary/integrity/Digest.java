package io.keycanary.integrity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The content of a digest file, without its list of log files.
 *
 * @param start begin of the time in which the listed log files were delivered
 * @param end end of it
 * @param endText the end as the file writes it, because that text is signed
 * @param bucket where CloudTrail put the file
 * @param object its key there
 * @param fingerprint names the public key for its signature
 * @param previous the digest before it; null in the first one after validation was switched on
 * @param sha256 hash of the uncompressed content, lower-case hex
 */
record Digest(
        String account,
        Instant start,
        Instant end,
        String endText,
        String bucket,
        String object,
        String fingerprint,
        @Nullable Previous previous,
        String sha256) {

    /**
     * The link to the digest before.
     *
     * @param object its key
     * @param sha256 hash of its uncompressed content, lower-case hex
     * @param signature its signature in hex, as the file writes it, because that text is signed
     */
    record Previous(String object, String sha256, String signature) {
        String fileName() {
            return lastPart(object);
        }
    }

    /**
     * A log file in the list.
     *
     * @param object its key
     * @param sha256 hash of its uncompressed content, lower-case hex
     * @param oldest time of its oldest event, where stated
     * @param newest time of its newest
     */
    record ListedLog(
            String object,
            String sha256,
            @Nullable Instant oldest,
            @Nullable Instant newest) {
        String fileName() {
            return lastPart(object);
        }
    }

    String fileName() {
        return lastPart(object);
    }

    /** The time that it covers. */
    Span span() {
        return new Span(start, end);
    }

    /** What CloudTrail signs: end, path, hash of the content, and the signature before, or the word null. */
    byte[] signedText() {
        String before = previous == null ? "null" : previous.signature();
        return String.join("\n", endText, bucket + "/" + object, sha256, before).getBytes(StandardCharsets.UTF_8);
    }

    private static String lastPart(String object) {
        return object.substring(object.lastIndexOf('/') + 1);
    }
}
