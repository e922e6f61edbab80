package io.keycanary.detect;

/** Service interface: finds the {@link Anchors} in raw bytes. Implementations are shared between threads. */
public interface AnchorSearch {
    /** The pure-Java default. */
    static AnchorSearch scalar() {
        return new WordSearch();
    }

    /**
     * Index in {@code [from, to)} of the first anchor, or -1. May find one where there is none, never the reverse.
     *
     * @param data JSON text, as it stands in the input
     */
    int next(byte[] data, int from, int to, Anchors anchors);
}
