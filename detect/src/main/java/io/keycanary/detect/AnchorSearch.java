package io.keycanary.detect;

/** Service interface: finds the anchors in raw bytes. Implementations are shared between threads. */
public interface AnchorSearch {
    /** The pure-Java default. */
    static AnchorSearch scalar() {
        return new SwarSearch();
    }

    /**
     * Index in {@code [from, to)} of the first spot that is an anchor, or -1. Visits every spot before it once,
     * in their order, and may visit bytes that are none.
     *
     * @param data JSON text, as it stands in the input
     */
    int next(byte[] data, int from, int to, Spots spots);

    /**
     * The same, byte by byte, for what is left at the end.
     *
     * @param begin where to begin to look; the text itself begins at {@code from}
     */
    static int tail(byte[] data, int begin, int from, int to, Spots spots) {
        for (int p = begin; p < to; p++) {
            if (spots.visit(data, p, from, to)) {
                return p;
            }
        }
        return -1;
    }
}
