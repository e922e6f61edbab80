package io.keycanary.token;

/**
 * Makes hostile text safe to print: one line, of bounded length, without anything that a terminal, a mail reader or an
 * editor obeys instead of showing. It is the one home of this rule for command line, logs and alerts. It does not make
 * text safe for HTML or any other markup: escape the result once more for those.
 *
 * <p>What is not shown as itself is shown by its number: {@code \}{@code u{1b}} for ESC. A backslash stays as it is, so
 * the result is for reading, not for decoding; in return, printable text is left alone and a second pass changes
 * nothing.
 */
public final class Printable {
    /** Length of a field where nothing else is said. */
    public static final int FIELD_CHARS = 500;

    private static final char MORE = '…';

    private Printable() {}

    /** One line of at most {@link #FIELD_CHARS} characters. */
    public static String line(String hostile) {
        return line(hostile, FIELD_CHARS);
    }

    /**
     * One line.
     *
     * @param maxChars bound of the result in UTF-16 units, at least 1; a longer text is cut and ends in an ellipsis
     */
    public static String line(String hostile, int maxChars) {
        if (maxChars < 1) {
            throw new IllegalArgumentException("maxChars must be at least 1, not " + maxChars);
        }
        StringBuilder out = new StringBuilder(Math.min(hostile.length(), maxChars) + 8);
        int cut = 0;
        for (int at = 0; at < hostile.length(); ) {
            int point = hostile.codePointAt(at);
            append(out, point);
            if (out.length() > maxChars) {
                return out.delete(cut, out.length()).append(MORE).toString();
            }
            if (out.length() < maxChars) {
                cut = out.length();
            }
            at += Character.charCount(point);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int point) {
        switch (Character.getType(point)) {
            case Character.CONTROL -> {
                if (point == '\n' || point == '\r' || point == '\t') {
                    out.append(' ');
                } else {
                    number(out, point);
                }
            }
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> out.append(' ');
            case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
                number(out, point);
            default -> shown(out, point);
        }
    }

    private static void shown(StringBuilder out, int point) {
        if (blank(point)) {
            number(out, point);
        } else {
            out.appendCodePoint(point);
        }
    }

    /** Letters and marks that are drawn as nothing (Unicode: Default_Ignorable_Code_Point, and the braille blank). */
    private static boolean blank(int point) {
        return point == 0x034F
                || point == 0x115F
                || point == 0x1160
                || point == 0x17B4
                || point == 0x17B5
                || point >= 0x180B && point <= 0x180F
                || point == 0x2800
                || point == 0x3164
                || point >= 0xFE00 && point <= 0xFE0F
                || point == 0xFFA0
                || point >= 0xE0100 && point <= 0xE01EF;
    }

    private static void number(StringBuilder out, int point) {
        out.append("\\u{").append(Integer.toHexString(point)).append('}');
    }
}
