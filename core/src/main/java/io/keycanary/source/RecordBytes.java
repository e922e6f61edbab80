package io.keycanary.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A batch: bytes that hold records in any layout, read again from the start whenever they are opened.
 *
 * @param path how they came
 * @param origin what a person would look for: a file, an object, a request
 * @param receivedAt when we had them
 * @param authenticated false for a request to the endpoint whose signature was not right
 * @param checkpoint what to store together with the outcome, null when there is nothing to remember
 */
public record RecordBytes(
        DetectionPath path,
        String origin,
        Bytes bytes,
        Instant receivedAt,
        boolean authenticated,
        @Nullable Checkpoint checkpoint) {

    /** Opens the bytes. */
    @FunctionalInterface
    public interface Bytes {
        /** A new stream from the start. */
        InputStream open() throws IOException;

        /** Bytes that are in memory already. */
        static Bytes of(byte[] bytes) {
            return () -> new ByteArrayInputStream(bytes);
        }
    }
}
