package io.keycanary.detect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Skips JSON values in a window by their brackets and quotes, and reads no more of them than names of members. */
final class JsonSkipper {
    private final Window w;
    private final Nesting nesting = new Nesting();
    private final byte[] name = new byte[Shape.LONGEST_NAME];

    JsonSkipper(Window window) {
        this.w = window;
    }

    /** Skips a value whose first byte is {@code c}. */
    void value(int c) throws IOException, BrokenJsonException {
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
            w.pos = JsonBytes.runEnd(w.data, w.pos, w.end);
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
    String name() throws IOException, BrokenJsonException {
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
    int token() throws IOException, BrokenJsonException {
        int c = w.peek();
        while (JsonBytes.isSpace(c)) {
            w.pos++;
            c = w.peek();
        }
        expect(c >= 0, "more");
        return c;
    }

    /** @throws BrokenJsonException unless the condition holds */
    void expect(boolean condition, String what) throws IOException, BrokenJsonException {
        if (!condition) {
            throw new BrokenJsonException(
                    w.peek() < 0 ? "the input ends in the middle of its JSON" : "broken JSON: expected " + what);
        }
    }
}
