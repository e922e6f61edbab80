package io.keycanary.cli;

import io.keycanary.detect.Limits;

/**
 * How many threads read, and how much of an input each holds, so that hostile inputs fit into the heap on all of them at
 * the same time. What does not fit into a window is read as a stream, with the same outcome.
 *
 * @param threads at most as many as were asked for, and one at least
 */
record ScanMemory(int threads, Limits limits) {
    /** A window, half of one while it grows, and half of one of compressed bytes. */
    private static final int WINDOWS_PER_THREAD = 2;

    /** What the program takes without any input, measured. */
    private static final long BASE_BYTES = 20 << 20;

    /** Of the heap: the rest is what cannot hold a large array, the young generation of the serial collector. */
    private static final double USABLE = 2.0 / 3;

    private static final long MOST_WINDOW_BYTES = Integer.MAX_VALUE - 4096;

    /**
     * Divides a heap.
     *
     * @param asked threads that the user wants
     * @param heapBytes what the JVM may take
     * @throws IllegalArgumentException when the limits are out of range
     */
    static ScanMemory of(int asked, long maxInflatedBytes, int maxRecordBytes, long heapBytes) {
        long least = Math.min(MOST_WINDOW_BYTES, 2L * maxRecordBytes);
        double windows = (heapBytes * USABLE - BASE_BYTES) / WINDOWS_PER_THREAD;
        int threads = Math.clamp((long) (windows / Math.max(1, least)), 1, asked);
        long most = Math.max(Limits.DEFAULT.windowBytes(), least);
        int window = (int) Math.clamp((long) (windows / threads), least, most);
        return new ScanMemory(threads, new Limits(maxInflatedBytes, maxRecordBytes, window));
    }
}
