package io.keycanary.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects in buckets, as {@code scan} reads them. Safe to share between threads. */
public interface ObjectStore extends AutoCloseable {
    /** What a listing finds. */
    sealed interface Entry {
        /** The whole key, or the whole prefix. */
        String key();
    }

    /**
     * An object.
     *
     * @param version changes with the content, as the listing gave it
     */
    record StoredObject(String key, long bytes, String version) implements Entry {}

    /**
     * Everything below a prefix that ends with {@code /}.
     *
     * @param key the prefix
     */
    record Folder(String key) implements Entry {}

    /**
     * An object as it is now.
     *
     * @param metadata what its writer put beside it ({@code x-amz-meta-...}), by the names without that beginning, in
     *     lower case
     */
    record Described(StoredObject object, Map<String, String> metadata) {}

    /**
     * What to list.
     *
     * @param after only what stands behind this key; null for all
     * @param deep whether to list the objects of all folders below, and no folders
     */
    record Query(String bucket, String prefix, @Nullable String after, boolean deep) {}

    /** Takes what a listing finds. */
    @FunctionalInterface
    interface Entries {
        /** False when nothing more is wanted. */
        boolean next(Entry entry) throws IOException, InterruptedException;
    }

    /**
     * How to reach the store.
     *
     * @param region null for the one that is configured
     * @param profile null for the one that is configured
     * @param endpoint null for AWS
     * @param requestPayer whether we agree to pay for the requests
     */
    record Access(
            @Nullable String region,
            @Nullable String profile,
            @Nullable URI endpoint,
            boolean requestPayer) {}

    /** Makes a store when one is needed. */
    @FunctionalInterface
    interface Opener {
        /**
         * A store; calls nobody yet.
         *
         * @throws CommandFailure when the options make no sense
         */
        ObjectStore open(Access access);
    }

    /**
     * Lists in the order of the keys.
     *
     * @throws UnreadableException in words, when it cannot be listed
     */
    void list(Query query, Entries entries) throws IOException, InterruptedException;

    /**
     * Opens an object. A small one is read whole here and now, so that it is worth to call this ahead; a large one is
     * read piece by piece, a few pieces ahead. Broken connections are mended.
     *
     * @throws UnreadableException in words, as the stream does too
     */
    InputStream open(String bucket, StoredObject object) throws IOException;

    /**
     * Asks what is stored under a key.
     *
     * @throws java.nio.file.NoSuchFileException when there is nothing
     * @throws UnreadableException in words, when it cannot be told
     */
    Described describe(String bucket, String key) throws IOException;

    @Override
    void close();
}
