package io.keycanary.detect;

import java.io.IOException;
import java.io.InputStream;

/**
 * Service interface: turns gzip (RFC 1952) into plain bytes. Implementations are shared between threads; what {@link
 * #open} returns is not.
 */
public interface Inflater {
    /** The pure-Java default. */
    static Inflater jdk() {
        return GzipStream::new;
    }

    /**
     * Opens one compressed input: any number of gzip members, then optional zero padding. The stream hands out every
     * byte that can be read before it throws {@link DamagedInputException} for a broken header, broken deflate data, a
     * wrong checksum or length, an early end, or garbage behind the last member. Any other exception is the input's own.
     *
     * @param gzip the compressed bytes; not closed when the returned stream is closed
     */
    InputStream open(InputStream gzip) throws IOException;
}
