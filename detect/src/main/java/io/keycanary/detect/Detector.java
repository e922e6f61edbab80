package io.keycanary.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Main entry point: finds the watched identities in any CloudTrail input. Safe to share between threads. */
public final class Detector {
    private final TokenIndex index;
    private final Limits limits;
    private final Engine engine;

    /** A detector with {@link Limits#DEFAULT}. */
    public Detector(TokenIndex index) {
        this(index, Limits.DEFAULT);
    }

    /** A detector with limits of the caller's choice. */
    public Detector(TokenIndex index, Limits limits) {
        this(index, limits, Engines.builtIn().forWork(0));
    }

    /** A detector with an engine of the caller's choice. */
    public Detector(TokenIndex index, Limits limits, Engine engine) {
        this.index = index;
        this.limits = limits;
        this.engine = engine;
    }

    /** Scans many inputs, on one thread: keeps the engine's decompressor and buffers from one to the next. */
    public DetectorWorker worker() {
        return new DetectorWorker(this, limits, engine.inflaters().get());
    }

    /**
     * Scans one input to its end, whatever it holds; the layout is told by the content. Broken input is no exception
     * but a {@link Damage} in the report.
     *
     * <p>A session key that a watched identity obtains is watched in the records behind it in the same input. Records
     * before it, and other inputs, need a second scan with {@link TokenIndex#with}.
     *
     * @param input gzip or plain bytes; not closed
     * @param listener takes what is found
     * @throws IOException only when {@code input} itself cannot be read, or the thread was interrupted ({@link
     *     java.io.InterruptedIOException})
     */
    public ScanReport scan(InputStream input, ScanListener listener) throws IOException {
        PushbackInputStream source = new PushbackInputStream(input, 2);
        byte[] magic = source.readNBytes(2);
        source.unread(magic);
        if (!GzipStream.isGzip(magic, magic.length)) {
            return cut(Window.over(source, limits), listener);
        }
        try (InputStream plain = new GzipStream(source)) {
            return cut(Window.over(plain, limits), listener);
        }
    }

    /** Scans the plain bytes of a whole gzip input, whose checksum says that they are those that were written. */
    ScanReport scanWhole(byte[] plain, int length, ScanListener listener) throws IOException {
        ScanReport whole = WholeScan.of(plain, length, new Watch(index, engine.search()), limits, listener);
        return whole == null ? cut(Window.of(plain, 0, length, limits), listener) : whole;
    }

    private ScanReport cut(Window window, ScanListener listener) throws IOException {
        return new Scan(new Watch(index, engine.search()), limits, listener, window).run();
    }
}
