package io.keycanary.detect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

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
    private final Nesting nesting = new Nesting();
    private final byte[] name = new byte[Shape.LONGEST_NAME];

    private long start;
    private int shape;
    private boolean inPiece;
    private boolean inList;
    private boolean broken;

    Cutter(Window window, Pieces pieces, int maxRecordBytes) {
        this.w = window;
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
        int c = token();
        while (c != '}') {
            int flag = member(c);
            shape |= flag;
            c = token();
            if (mayContain && flag == Shape.LIST && c == '[') {
                container = true;
                inPiece = false;
                inList = true;
                w.mark = -1;
                list(name[0] == 'R');
            } else {
                value(c);
            }
            c = next('}');
        }
        w.pos++;
        if (!container) {
            endPiece();
        }
        inList &= !container;
    }

    /** Reads a member's name and colon; gives its flag. */
    private int member(int c) throws IOException, BrokenJsonException {
        expect(c == '"', "a member name");
        int flag = Shape.flag(name());
        expect(token() == ':', "a colon");
        w.pos++;
        return flag;
    }

    /** Behind a value: steps over a comma; gives the next token or the closing bracket. */
    private int next(char close) throws IOException, BrokenJsonException {
        int c = token();
        if (c == ',') {
            w.pos++;
            c = token();
            expect(c != close, "a value");
        } else {
            expect(c == close, "a comma or " + close);
        }
        return c;
    }

    private void list(boolean records) throws IOException, BrokenJsonException {
        w.pos++;
        int c = token();
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
        value(c);
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

    private void value(int c) throws IOException, BrokenJsonException {
        if (c == '"') {
            w.pos++;
            string();
        } else if (c == '{' || c == '[') {
            nested();
        } else {
            expect(JsonBytes.isLiteral((byte) c), "a value");
            while (w.peek() >= 0 && JsonBytes.isLiteral(w.data[w.pos])) {
                w.pos++;
            }
        }
    }

    /** Skips an object or array by its brackets. */
    private void nested() throws IOException, BrokenJsonException {
        nesting.clear();
        do {
            int c = w.peek();
            expect(c >= 0, "more");
            byte kind = JsonBytes.outside((byte) c);
            expect(kind != JsonBytes.BAD, "a token");
            w.pos++;
            if (kind == JsonBytes.QUOTE) {
                string();
            } else if (kind == JsonBytes.OPEN) {
                nesting.open(c == '{');
            } else if (kind == JsonBytes.CLOSE) {
                expect(nesting.close(c == '}'), "another bracket");
            }
        } while (!nesting.isEmpty());
    }

    /** Skips a string behind its opening quote. */
    private void string() throws IOException, BrokenJsonException {
        while (true) {
            byte[] data = w.data;
            int p = w.pos;
            while (p < w.end && !JsonBytes.endsRun(data[p])) {
                p++;
            }
            w.pos = p;
            int c = w.peek();
            expect(c >= 0x20, "the end of a string");
            if (!JsonBytes.endsRun((byte) c)) {
                continue;
            }
            w.pos++;
            if (c == '"') {
                return;
            }
            expect(w.peek() >= 0, "the end of a string");
            w.pos++;
        }
    }

    /** Reads a member's name; an empty one when it is too long to matter. */
    private String name() throws IOException, BrokenJsonException {
        int length = 0;
        w.pos++;
        for (int c = w.peek(); c != '"'; c = w.peek()) {
            expect(c >= 0x20, "the end of a name");
            w.pos++;
            int value = c == '\\' ? escape() : c;
            if (length < name.length) {
                name[length] = (byte) (value < 0x80 ? value : 0x80);
            }
            length++;
        }
        w.pos++;
        return length > name.length ? "" : new String(name, 0, length, StandardCharsets.ISO_8859_1);
    }

    private int escape() throws IOException, BrokenJsonException {
        int c = w.peek();
        expect(c >= 0, "an escape");
        w.pos++;
        if (c != 'u') {
            return c == '/' || c == '"' || c == '\\' ? c : 0;
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(w.peek(), 16);
            expect(digit >= 0, "four hexadecimal digits");
            value = value << 4 | digit;
            w.pos++;
        }
        return value;
    }

    /** The next byte that is no white space. */
    private int token() throws IOException, BrokenJsonException {
        int c = w.peek();
        while (JsonBytes.isSpace(c)) {
            w.pos++;
            c = w.peek();
        }
        expect(c >= 0, "more");
        return c;
    }

    private void expect(boolean condition, String what) throws IOException, BrokenJsonException {
        if (!condition) {
            throw new BrokenJsonException(
                    w.peek() < 0 ? "the input ends in the middle of its JSON" : "broken JSON: expected " + what);
        }
    }
}
