package io.keycanary.detect;

import java.nio.charset.StandardCharsets;

/**
 * Reads one JSON value token by token (RFC 8259), strictly. Shows every occurrence of
 * a duplicate member; nesting costs one bit per level. Bytes that are no UTF-8 read as U+FFFD.
 */
final class JsonReader {
    enum Token {
        BEGIN_OBJECT,
        END_OBJECT,
        BEGIN_ARRAY,
        END_ARRAY,
        NAME,
        STRING,
        /** A number, true, false or null. */
        LITERAL,
        END
    }

    private enum Expect {
        VALUE,
        FIRST_VALUE,
        FIRST_NAME,
        COLON,
        COMMA,
        END
    }

    private final byte[] data;
    private final int end;
    private final Nesting nesting = new Nesting();
    private Expect expect = Expect.VALUE;
    private int pos;
    private int tokenStart;
    /** Where the last name or string has its first escape, or -1. */
    private int escape;

    JsonReader(byte[] data, int from, int to) {
        this.data = data;
        this.pos = from;
        this.end = to;
    }

    /** Where the last token begins. */
    int tokenStart() {
        return tokenStart;
    }

    /** Behind the last token. */
    int tokenEnd() {
        return pos;
    }

    /** Whether nothing but white space is left. */
    boolean isAtEnd() {
        return skipSpace() < 0;
    }

    Token next() throws BrokenJsonException {
        int c = skipSpace();
        if (expect == Expect.COLON) {
            c = step(c, ':', "a colon");
            expect = Expect.VALUE;
        } else if (expect == Expect.COMMA && c == ',') {
            c = step(c, ',', "a comma");
            if (nesting.inObject()) {
                return name(c);
            }
            expect = Expect.VALUE;
        }
        tokenStart = pos;
        return switch (expect) {
            case VALUE, FIRST_VALUE -> c == ']' && expect == Expect.FIRST_VALUE ? close(c) : value(c);
            case FIRST_NAME -> c == '}' ? close(c) : name(c);
            case END -> end(c);
            default -> close(c);
        };
    }

    /** Skips the rest of the object or array whose opening was the last token. */
    void skipRest() throws BrokenJsonException {
        int depth = 1;
        while (depth > 0) {
            Token token = next();
            if (token == Token.BEGIN_OBJECT || token == Token.BEGIN_ARRAY) {
                depth++;
            } else if (token == Token.END_OBJECT || token == Token.END_ARRAY) {
                depth--;
            }
        }
    }

    /** The decoded text of the last name or string. */
    String text() {
        int from = tokenStart + 1;
        int to = pos - 1;
        String plain = new String(data, from, (escape < 0 ? to : escape) - from, StandardCharsets.UTF_8);
        return escape < 0 ? plain : unescape(new StringBuilder(plain), escape, to);
    }

    /** The text of the last literal. */
    String literal() {
        return new String(data, tokenStart, pos - tokenStart, StandardCharsets.ISO_8859_1);
    }

    private String unescape(StringBuilder out, int from, int to) {
        int p = from;
        while (p < to) {
            char c = (char) data[p + 1];
            boolean unicode = c == 'u';
            out.append(unicode ? (char) JsonBytes.hex4(data, p + 2, to) : simple(c));
            p += unicode ? 6 : 2;
            int run = p;
            while (p < to && data[p] != '\\') {
                p++;
            }
            out.append(new String(data, run, p - run, StandardCharsets.UTF_8));
        }
        return out.toString();
    }

    private static char simple(char c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    private Token name(int c) throws BrokenJsonException {
        check(c == '"', "a member name");
        string();
        expect = Expect.COLON;
        return Token.NAME;
    }

    private Token value(int c) throws BrokenJsonException {
        switch (c) {
            case '{', '[' -> {
                pos++;
                nesting.open(c == '{');
                expect = c == '{' ? Expect.FIRST_NAME : Expect.FIRST_VALUE;
                return c == '{' ? Token.BEGIN_OBJECT : Token.BEGIN_ARRAY;
            }
            case '"' -> {
                string();
                afterValue();
                return Token.STRING;
            }
            default -> {
                scalar();
                afterValue();
                return Token.LITERAL;
            }
        }
    }

    private Token close(int c) throws BrokenJsonException {
        check(c == '}' || c == ']', "a comma or a closing bracket");
        check(nesting.close(c == '}'), "another bracket");
        pos++;
        afterValue();
        return c == '}' ? Token.END_OBJECT : Token.END_ARRAY;
    }

    private Token end(int c) throws BrokenJsonException {
        check(c < 0, "the end");
        return Token.END;
    }

    private void afterValue() {
        expect = nesting.isEmpty() ? Expect.END : Expect.COMMA;
    }

    private void string() throws BrokenJsonException {
        tokenStart = pos++;
        escape = -1;
        while (true) {
            pos = JsonBytes.runEnd(data, pos, end);
            check(pos < end && data[pos] >= 0x20, "the end of a string");
            if (data[pos++] == '"') {
                return;
            }
            escape = escape < 0 ? pos - 1 : escape;
            check(pos < end && "\"\\/bfnrtu".indexOf(data[pos]) >= 0, "an escape");
            if (data[pos++] == 'u') {
                check(JsonBytes.hex4(data, pos, end) >= 0, "four hexadecimal digits");
                pos += 4;
            }
        }
    }

    private void scalar() throws BrokenJsonException {
        while (pos < end && JsonBytes.isLiteral(data[pos])) {
            pos++;
        }
        check(pos > tokenStart, "a value");
        byte first = data[tokenStart];
        boolean number = first == '-' || first >= '0' && first <= '9';
        boolean valid = number
                ? JsonBytes.isNumber(data, tokenStart, pos)
                : switch (literal()) {
                    case "true", "false", "null" -> true;
                    default -> false;
                };
        check(valid, "a number, true, false or null");
    }

    private int step(int c, char wanted, String what) throws BrokenJsonException {
        check(c == wanted, what);
        pos++;
        return skipSpace();
    }

    private int skipSpace() {
        while (pos < end && JsonBytes.isSpace(data[pos])) {
            pos++;
        }
        return pos < end ? data[pos] & 0xff : -1;
    }

    private void check(boolean condition, String what) throws BrokenJsonException {
        if (!condition) {
            throw new BrokenJsonException("broken JSON: expected " + what);
        }
    }
}
