package io.keycanary.integrity;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The files of one or more trails, wherever they lie. Files are told apart by their names, which CloudTrail makes
 * unique, so a copy may lie in any folder. Safe to use by several threads.
 */
public interface TrailFiles {
    /** Takes what there is. */
    @FunctionalInterface
    interface Visitor {
        /**
         * One file.
         *
         * @param folder where it lies, as a person knows it, and as {@link #open} wants it back
         * @param name its name in there: what stands behind the last slash of its S3 key
         */
        void file(String folder, String name);
    }

    /**
     * Lists every file; may be called again, and lists in the same order if nothing changed. Who implements it reports
     * what cannot be listed; here it is not there.
     */
    void visit(Visitor visitor) throws InterruptedException;

    /**
     * Opens the stored bytes of a listed file, a second time too; the caller closes.
     *
     * @throws java.nio.file.NoSuchFileException when it is gone
     */
    InputStream open(String folder, String name) throws IOException;

    /**
     * The signature that CloudTrail stored beside a digest file ({@code x-amz-meta-signature}), in hex; empty for
     * copies that lost it.
     */
    Optional<String> signature(String folder, String name) throws IOException;
}
