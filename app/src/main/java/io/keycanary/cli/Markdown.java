package io.keycanary.cli;

import java.util.regex.Pattern;

/** Text in Markdown in which nothing is markup. */
final class Markdown {
    /** Nothing in it is markup, nor an address that readers make a link of. */
    private static final Pattern PLAIN = Pattern.compile("(?!.*(//|[Ww][Ww][Ww]\\.))[A-Za-z0-9 .,:%+/-]*");

    private Markdown() {}

    /** A code span on one line; a dash where there is no text. */
    static String code(Object hostile) {
        return "`" + Screen.safe(hostile).replace('`', '\u02cb') + "`";
    }

    /** The same as a cell of a table, which a bar would end even in a code span. */
    static String cell(Object hostile) {
        String text = Screen.safe(hostile);
        return PLAIN.matcher(text).matches() ? text : code(text.replace('|', '\u00a6'));
    }
}
