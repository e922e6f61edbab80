package io.keycanary.detect;

/** Which bytes may stand where in JSON text (RFC 8259), as tables. */
final class JsonBytes {
    /** Nothing to do: white space, punctuation, digits, letters of literals. */
    static final byte PLAIN = 0;

    static final byte QUOTE = 1;
    static final byte OPEN = 2;
    static final byte CLOSE = 3;
    /** Cannot stand outside a string. */
    static final byte BAD = 4;

    private static final long QUOTES = '"' * Bytes.ONES;
    private static final long BACKSLASHES = '\\' * Bytes.ONES;

    private static final byte[] OUTSIDE = new byte[256];
    private static final boolean[] WORD = new boolean[256];

    static {
        for (int i = 0; i < 256; i++) {
            OUTSIDE[i] = BAD;
            WORD[i] = i >= 'a' && i <= 'z' || i >= 'A' && i <= 'Z' || i >= '0' && i <= '9' || i == '_';
        }
        for (char c : " \t\r\n,:0123456789+-.eEtrufalsn".toCharArray()) {
            OUTSIDE[c] = PLAIN;
        }
        OUTSIDE['"'] = QUOTE;
        OUTSIDE['{'] = OPEN;
        OUTSIDE['['] = OPEN;
        OUTSIDE['}'] = CLOSE;
        OUTSIDE[']'] = CLOSE;
    }

    private JsonBytes() {}

    /** What a byte outside of strings means. */
    static byte outside(byte b) {
        return OUTSIDE[b & 0xff];
    }

    /** Whether a byte is a character of a word: {@code \w}. */
    static boolean isWord(byte b) {
        return WORD[b & 0xff];
    }

    static boolean isSpace(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** Whether a byte may be part of a number or of {@code true}, {@code false}, {@code null}. */
    static boolean isLiteral(byte b) {
        return outside(b) == PLAIN && !isSpace(b) && b != ',' && b != ':';
    }

    /** Ends a run of plain string bytes: a quote, a backslash or a control character. */
    static boolean endsRun(byte b) {
        return b == '"' || b == '\\' || b >= 0 && b < 0x20;
    }

    /** The number that the four hexadecimal digits from {@code at} on stand for, or -1. */
    static int hex4(byte[] data, int at, int end) {
        if (end - at < 4) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(data[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Index of the quote that ends the string in which {@code from} lies, or -1. */
    static int stringEnd(byte[] data, int from, int to) {
        int p = from;
        while (p < to) {
            if (p + Long.BYTES <= to) {
                long eight = Bytes.getLong(data, p);
                long ends = Bytes.zeros(eight ^ QUOTES) | Bytes.zeros(eight ^ BACKSLASHES);
                p += Long.numberOfTrailingZeros(ends) >> 3;
                if (ends == 0) {
                    continue;
                }
            }
            if (data[p] == '"') {
                return p;
            }
            p += data[p] == '\\' ? 2 : 1;
        }
        return -1;
    }
}
