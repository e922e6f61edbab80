package io.keycanary.plant;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A text file as it stands. Every byte is one character (ISO 8859-1), so that whatever its encoding, a mixed one or
 * invalid UTF-8 included, the bytes around an edit come out as they went in; all that we write and look for is ASCII.
 */
record Document(String text) {
    /** Files larger than this are no place for a credential. */
    static final int MAX_BYTES = 16 << 20;

    private static final String BOM = "\u00EF\u00BB\u00BF";

    /**
     * A line of the document.
     *
     * @param end where its text ends
     * @param next where the following line begins
     */
    record Line(String text, int start, int end, int next) {
        boolean blank() {
            return text.isBlank();
        }

        String indent() {
            return text.substring(0, text.length() - text.stripLeading().length());
        }

        boolean ended() {
            return next > end;
        }
    }

    static Document of(byte[] bytes) {
        return new Document(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** UTF-16 text counts as binary, too: every other byte of it is zero. */
    boolean binary() {
        return text.indexOf('\0') >= 0;
    }

    /** Where the text begins, after a byte order mark. */
    int start() {
        return text.startsWith(BOM) ? BOM.length() : 0;
    }

    boolean empty() {
        return text.length() == start();
    }

    /** The line end in use: that of the first line. */
    String newline() {
        int at = text.indexOf('\n');
        return at > 0 && text.charAt(at - 1) == '\r' ? "\r\n" : "\n";
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (int at = start(); at < text.length(); ) {
            int feed = text.indexOf('\n', at);
            int next = feed < 0 ? text.length() : feed + 1;
            int end = feed < 0 ? next : feed > at && text.charAt(feed - 1) == '\r' ? feed - 1 : feed;
            lines.add(new Line(text.substring(at, end), at, end, next));
            at = next;
        }
        return lines;
    }

    boolean anyLine(Predicate<String> condition) {
        return lines().stream().anyMatch(line -> condition.test(line.text()));
    }

    boolean anyLine(Pattern pattern) {
        return anyLine(pattern.asPredicate());
    }

    /** A place at the end, after a blank line. */
    Place end() {
        String newline = newline();
        if (empty()) {
            return new Place(text.length(), "", newline);
        }
        List<Line> lines = lines();
        Line last = lines.getLast();
        if (!last.ended()) {
            return new Place(text.length(), newline + newline, newline);
        }
        return new Place(text.length(), last.blank() ? "" : newline, newline);
    }

    /** A place between this line and the next. */
    Place after(Line line) {
        return line.ended() ? new Place(line.next(), "", newline()) : new Place(line.end(), newline(), "");
    }

    /**
     * Where a block goes.
     *
     * @param at position in the document
     * @param lead line ends before the block
     * @param trail line ends after it
     */
    record Place(int at, String lead, String trail) {}
}
