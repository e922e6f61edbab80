package io.keycanary.cli;

import java.io.IOException;
import java.io.InputStream;

/**
 * One thing to scan.
 *
 * @param name as the caller gave it, or as it was found in a folder
 */
record ScanInput(String name, Opener opener) {
    /** Opens the bytes, a second time too. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }
}
