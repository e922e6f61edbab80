package io.keycanary.cli;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One thing to scan.
 *
 * @param position where in the listing it stands; null when a later run cannot go on behind it
 * @param name as the caller gave it, or as it was found below a path
 * @param bytes size as it is stored, {@link #UNKNOWN} for a pipe
 * @param distant whether opening it waits for a network, so that it is worth to open it before its turn
 */
record ScanInput(@Nullable Position position, String name, long bytes, boolean distant, Opener opener) {
    static final long UNKNOWN = -1;

    /**
     * A place in the listing.
     *
     * @param argument ordinal of the PATH argument
     * @param name what tells it from the others behind that argument
     */
    record Position(int argument, String name) {}

    /** Opens the bytes, a second time too. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }

    /** Something that should have been read and cannot be: it fails when it is opened, and is counted then. */
    static ScanInput unreadable(@Nullable Position position, String name, IOException why) {
        return new ScanInput(position, name, 0, false, () -> {
            throw why;
        });
    }
}
