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

    /** Where the run of plain string bytes ends that begins at {@code from}. */
    static int runEnd(byte[] data, int from, int end) {
        int p = from;
        while (p < end && !endsRun(data[p])) {
            p++;
        }
        return p;
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
                if (ends == 0) {
                    p += Long.BYTES;
                    continue;
                }
                p += Bytes.first(ends);
            }
            if (data[p] == '"') {
                return p;
            }
            p += data[p] == '\\' ? 2 : 1;
        }
        return -1;
    }

    /** Whether what stands in {@code [from, to)}, which is something, is a number (RFC 8259, section 6). */
    static boolean isNumber(byte[] data, int from, int to) {
        int integer = data[from] == '-' ? from + 1 : from;
        int p = digits(data, integer, to);
        if (p == integer || data[integer] == '0' && p > integer + 1) {
            return false;
        }
        if (p < to && data[p] == '.') {
            int fraction = p + 1;
            p = digits(data, fraction, to);
            if (p == fraction) {
                return false;
            }
        }
        if (p < to && (data[p] == 'e' || data[p] == 'E')) {
            int exponent = p + 1 < to && (data[p + 1] == '+' || data[p + 1] == '-') ? p + 2 : p + 1;
            p = digits(data, exponent, to);
            return p > exponent && p == to;
        }
        return p == to;
    }

    /** Index behind the digits that begin at {@code from}. */
    private static int digits(byte[] data, int from, int to) {
        int p = from;
        while (p < to && data[p] >= '0' && data[p] <= '9') {
            p++;
        }
        return p;
    }
}
