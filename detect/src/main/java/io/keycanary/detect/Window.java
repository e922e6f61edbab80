package io.keycanary.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The inflated bytes of one input as one contiguous piece that slides forward. {@link #mark} holds on to the beginning
 * of a record until it is complete or passes the limit; everything before is forgotten when room is needed.
 */
final class Window {
    /** How much of a record that cannot be read is kept for the quarantine. */
    static final int HEAD_BYTES = 4096;

    private static final int FIRST_BYTES = 1 << 16;

    byte[] data;
    /** Next byte to read. */
    int pos;
    /** End of the valid bytes. */
    int end;
    /** First byte to keep, or -1. */
    int mark = -1;
    /** Beginning of the record whose mark was dropped because it passed the limit. */
    byte[] droppedHead = new byte[0];

    @Nullable
    Damage damage;

    private final InputStream source;
    private final Limits limits;
    private long base;
    private boolean ended;

    private Window(InputStream source, Limits limits, byte[] data, int pos, int end, boolean ended) {
        this.source = source;
        this.limits = limits;
        this.data = data;
        this.pos = pos;
        this.end = end;
        this.ended = ended;
    }

    /** A window that slides over a stream. */
    static Window over(InputStream source, Limits limits) {
        return new Window(source, limits, new byte[Math.min(FIRST_BYTES, limits.windowBytes())], 0, 0, false);
    }

    /** A window that holds all there is. */
    static Window of(byte[] data, int from, int to, Limits limits) {
        return new Window(InputStream.nullInputStream(), limits, data, from, to, true);
    }

    /** The byte at {@link #pos}, or -1 at the end of the input. */
    int peek() throws IOException {
        return pos < end || more() ? data[pos] & 0xff : -1;
    }

    /** Offset in the inflated input of an index into {@link #data}. */
    long offset(int index) {
        return base + index;
    }

    /** The kept record's first bytes, up to {@link #HEAD_BYTES}. */
    byte[] head() {
        return mark < 0 ? droppedHead : Arrays.copyOfRange(data, mark, Math.min(pos, mark + HEAD_BYTES));
    }

    /** Reads on when {@link #pos} has reached {@link #end}; may move all bytes. False at the end of the input. */
    boolean more() throws IOException {
        if (ended) {
            return false;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while scanning");
        }
        if (mark >= 0 && pos - mark > limits.maxRecordBytes()) {
            droppedHead = head();
            mark = -1;
        }
        if (end == data.length) {
            makeRoom();
        }
        int n = read();
        ended = n < 0;
        end += Math.max(0, n);
        return !ended;
    }

    private int read() throws IOException {
        long left = limits.maxInflatedBytes() - offset(end);
        try {
            if (left == 0) {
                return atLimit();
            }
            return source.read(data, end, (int) Math.min(data.length - end, left));
        } catch (DamagedInputException e) {
            damage = new Damage(offset(end), String.valueOf(e.getMessage()));
            return -1;
        }
    }

    private int atLimit() throws IOException {
        if (source.read() >= 0) {
            damage =
                    new Damage(offset(end), "more than " + limits.maxInflatedBytes() + " bytes: the rest was not read");
        }
        return -1;
    }

    private void makeRoom() {
        int keep = mark >= 0 ? mark : pos;
        boolean grow = keep < data.length / 2 && data.length < limits.windowBytes();
        byte[] to = grow ? new byte[(int) Math.min(2L * data.length, limits.windowBytes())] : data;
        System.arraycopy(data, keep, to, 0, end - keep);
        data = to;
        base += keep;
        pos -= keep;
        end -= keep;
        mark = mark >= 0 ? 0 : -1;
    }
}
