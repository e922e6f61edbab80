package io.keycanary.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Main entry point: finds the watched identities in any CloudTrail input. Safe to share between threads. */
public final class Detector {
    private final TokenIndex index;
    private final Limits limits;
    private final AnchorSearch search;

    /** A detector with {@link Limits#DEFAULT}. */
    public Detector(TokenIndex index) {
        this(index, Limits.DEFAULT);
    }

    /** A detector with limits of the caller's choice. */
    public Detector(TokenIndex index, Limits limits) {
        this(index, limits, AnchorSearch.scalar());
    }

    /** A detector with a search of the caller's choice. */
    public Detector(TokenIndex index, Limits limits, AnchorSearch search) {
        this.index = index;
        this.limits = limits;
        this.search = search;
    }

    /**
     * Scans one input to its end, whatever it holds; the layout is told by the content. Broken input is no exception
     * but a {@link Damage} in the report.
     *
     * <p>A session key that a watched identity obtains is watched in the records behind it in the same input. Records
     * before it, and other inputs, need a second scan with the key in {@link WatchedToken#accessKeyIds()}.
     *
     * @param input gzip or plain bytes; not closed
     * @param listener takes what is found
     * @throws IOException only when {@code input} itself cannot be read, or the thread was interrupted ({@link
     *     java.io.InterruptedIOException})
     */
    public ScanReport scan(InputStream input, ScanListener listener) throws IOException {
        PushbackInputStream source = new PushbackInputStream(input, 2);
        if (!isGzip(source)) {
            return scanPlain(source, listener);
        }
        try (InputStream plain = new GzipStream(source)) {
            return scanPlain(plain, listener);
        }
    }

    private ScanReport scanPlain(InputStream plain, ScanListener listener) throws IOException {
        return new Scan(new Watch(index, search), limits, listener, Window.over(plain, limits)).run();
    }

    private static boolean isGzip(PushbackInputStream source) throws IOException {
        byte[] magic = source.readNBytes(2);
        source.unread(magic);
        return magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
    }
}
