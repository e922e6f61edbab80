package io.keycanary.detect;

/**
 * Bounds on what hostile input may cost. Each is reported when hit.
 *
 * @param maxInflatedBytes inflated bytes per input; what lies behind is reported as damage
 * @param maxRecordBytes bytes per record; a longer one is malformed and the next is still read
 * @param windowBytes inflated bytes held in memory at a time
 */
public record Limits(long maxInflatedBytes, int maxRecordBytes, int windowBytes) {
    /** 4 GiB inflated, 16 MiB per record, a window of 64 MiB. */
    public static final Limits DEFAULT = new Limits(4L << 30, 16 << 20, 64 << 20);

    /** Checks that a record fits into the window. */
    public Limits {
        if (maxInflatedBytes < 1 || maxRecordBytes < 1 || windowBytes < 2L * maxRecordBytes) {
            throw new IllegalArgumentException("limits out of range: " + maxInflatedBytes + " inflated, "
                    + maxRecordBytes + " per record, window " + windowBytes + " (at least twice the record)");
        }
    }
}
