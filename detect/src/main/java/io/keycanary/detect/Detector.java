package io.keycanary.detect;

import java.io.IOException;
import java.io.InputStream;

/** Main entry point: finds the watched identities in any CloudTrail input. Safe to share between threads. */
public final class Detector {
    private final TokenIndex index;
    private final Limits limits;

    /** A detector with {@link Limits#DEFAULT}. */
    public Detector(TokenIndex index) {
        this(index, Limits.DEFAULT);
    }

    /** A detector with limits of the caller's choice. */
    public Detector(TokenIndex index, Limits limits) {
        this.index = index;
        this.limits = limits;
    }

    /**
     * Scans one input to its end, whatever it holds; the layout is told by the content. Broken input is no exception
     * but a {@link Damage} in the report.
     *
     * @param input gzip or plain bytes; not closed
     * @param listener takes what is found
     * @throws IOException only when {@code input} itself cannot be read
     */
    public ScanReport scan(InputStream input, ScanListener listener) throws IOException {
        throw new IOException("the detector follows: " + index.size() + limits + input + listener);
    }
}
