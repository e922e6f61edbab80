package io.keycanary.detect;

import java.io.IOException;

/**
 * Cuts an input into the objects that may be records, without parsing them. Grammar of what is read:
 *
 * <pre>
 * input   = *( noise | value )
 * noise   = any text, such as the timestamps of a CloudWatch Logs export
 * value   = object | "[" *object "]"              ; each object is a piece
 * object  = container | piece
 * container = "{" ... ("Records" | "logEvents" | "Messages") ":" "[" *piece "]" ... "}"
 * </pre>
 *
 * <p>Only the names of a piece's own members are read ({@link Shape}); their values are skipped by brackets and quotes.
 * A container is read as a stream, so neither its size nor what stands before its list matters. Nothing recurses into
 * the input. Rejected: finding the end of a record backwards from a hit, because quotes in strings mislead it.
 */
final class Cutter {
    /** Takes what was cut. */
    interface Pieces {
        /** A whole object in {@code [from, to)}, with {@link Shape} flags. */
        void piece(byte[] data, int from, int to, int shape, long offset) throws IOException;

        /** A record began here and cannot be read. */
        void lost(long offset, String reason, byte[] head);

        /** Something that is no CloudTrail. */
        void foreign();

        /** The structure was lost here. */
        void damaged(long offset, String reason);

        /** Text between the values, from here on. */
        void noise(long offset);

        /** Whether the input is known to be CloudTrail. */
        boolean began();
    }

    /** How far to step back for the beginning of the next record after an unterminated string. */
    private static final int STEP_BACK = 64;

    private final Window w;
    private final Pieces pieces;
    private final int maxRecordBytes;
    private final JsonSkipper json;

    private long start;
    private int shape;
    private boolean inPiece;
    private boolean inList;
    private boolean broken;

    Cutter(Window window, Pieces pieces, int maxRecordBytes) {
        this.w = window;
        this.json = new JsonSkipper(window);
        this.pieces = pieces;
        this.maxRecordBytes = maxRecordBytes;
    }

    void run() throws IOException {
        for (int c = nextValue(); c >= 0; c = nextValue()) {
            inList = false;
            try {
                if (c == '{') {
                    object(true);
                } else {
                    list(false);
                }
            } catch (BrokenJsonException e) {
                recover(e.reason());
            }
            w.mark = -1;
        }
    }

    /** Cuts the one object that the window holds, as one of a list. */
    void one() throws IOException, BrokenJsonException {
        inList = true;
        object(false);
    }

    /** Goes to the next bracket outside of a value; -1 at the end. */
    private int nextValue() throws IOException {
        boolean quiet = broken;
        int c = w.peek();
        while (c >= 0 && c != '{' && c != '[') {
            if (!JsonBytes.isSpace(c)) {
                pieces.foreign();
                if (!quiet && !isSeparator(c)) {
                    pieces.noise(w.offset(w.pos));
                    quiet = true;
                }
            }
            w.pos++;
            c = w.peek();
        }
        return c;
    }

    /** May stand between records: a comma, a timestamp, a record separator (RFC 7464), a byte order mark. */
    private static boolean isSeparator(int c) {
        return c >= '0' && c <= '9' || ",-+:.TZ\u001e\u00ef\u00bb\u00bf".indexOf(c) >= 0;
    }

    private void object(boolean mayContain) throws IOException, BrokenJsonException {
        beginPiece();
        boolean container = false;
        w.pos++;
        int c = json.token();
        while (c != '}') {
            String name = member(c);
            int flag = Shape.flag(name);
            shape |= flag;
            c = json.token();
            if (mayContain && flag == Shape.LIST && c == '[') {
                container = true;
                inPiece = false;
                inList = true;
                w.mark = -1;
                list(name.startsWith("R"));
            } else {
                json.value(c);
            }
            c = next('}');
        }
        w.pos++;
        if (!container) {
            endPiece();
        }
        inList &= !container;
    }

    /** Reads a member's name and colon. */
    private String member(int c) throws IOException, BrokenJsonException {
        json.expect(c == '"', "a member name");
        String name = json.name();
        json.expect(json.token() == ':', "a colon");
        w.pos++;
        return name;
    }

    /** Behind a value: steps over a comma; gives the next token or the closing bracket. */
    private int next(char close) throws IOException, BrokenJsonException {
        int c = json.token();
        if (c == ',') {
            w.pos++;
            c = json.token();
            json.expect(c != close, "a value");
        } else {
            json.expect(c == close, "a comma or " + close);
        }
        return c;
    }

    private void list(boolean records) throws IOException, BrokenJsonException {
        w.pos++;
        int c = json.token();
        while (c != ']') {
            if (c == '{') {
                object(!inList);
            } else {
                notAnObject(c, records);
            }
            c = next(']');
        }
        w.pos++;
    }

    private void notAnObject(int c, boolean records) throws IOException, BrokenJsonException {
        beginPiece();
        json.value(c);
        if (records) {
            pieces.lost(start, "a record must be an object", w.head());
        } else {
            pieces.foreign();
        }
        inPiece = false;
        w.mark = -1;
    }

    private void beginPiece() {
        w.mark = w.pos;
        start = w.offset(w.pos);
        shape = 0;
        inPiece = true;
    }

    private void endPiece() throws IOException {
        inPiece = false;
        if (w.mark >= 0 && w.pos - w.mark <= maxRecordBytes) {
            pieces.piece(w.data, w.mark, w.pos, shape, start);
        } else if (Shape.beganAsRecord(shape) || Shape.isEnvelope(shape)) {
            pieces.lost(start, "longer than " + maxRecordBytes + " bytes", w.head());
        } else {
            pieces.foreign();
        }
        w.mark = -1;
    }

    /** Reports what broke and finds a place to go on from: never the same one again, so the cost stays linear. */
    private void recover(String reason) throws IOException {
        boolean record = inPiece && (inList || Shape.beganAsRecord(shape) || wrapsRecord());
        if (record) {
            pieces.lost(start, reason, w.head());
        }
        if (record || inList || pieces.began()) {
            if (!broken || record) {
                pieces.damaged(w.offset(w.pos), reason);
            }
            broken = true;
            if (inPiece && w.mark >= 0 && w.peek() >= 0) {
                w.pos = Math.max(w.mark + 1, w.pos - STEP_BACK);
            }
        } else {
            pieces.foreign();
        }
        inPiece = false;
    }

    private boolean wrapsRecord() {
        byte[] head = w.head();
        return Shape.isEnvelope(shape) && Shape.mentionsRecord(head, 0, head.length);
    }
}
