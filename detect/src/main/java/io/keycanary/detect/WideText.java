package io.keycanary.detect;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tells UTF-16 and UTF-32 by their first bytes: a byte order mark, or a bracket beside zeros (RFC 4627 section 3). */
final class WideText {
    private WideText() {}

    /** The name of the encoding, or null for anything else. */
    static @Nullable String encoding(Window window) throws IOException {
        window.mark = window.pos;
        int[] b = new int[4];
        for (int i = 0; i < b.length; i++) {
            b[i] = window.peek();
            window.pos += b[i] < 0 ? 0 : 1;
        }
        window.pos = window.mark;
        window.mark = -1;
        boolean wide = b[0] == 0 && b[1] == 0 && (b[2] == 0xfe && b[3] == 0xff || b[2] == 0 && isBracket(b[3]))
                || (b[0] == 0xff && b[1] == 0xfe || isBracket(b[0]) && b[1] == 0) && b[2] == 0 && b[3] == 0;
        if (wide) {
            return "UTF-32";
        }
        boolean mark = b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff;
        return mark || isBracket(b[0]) && b[1] == 0 || b[0] == 0 && isBracket(b[1]) ? "UTF-16" : null;
    }

    private static boolean isBracket(int c) {
        return c == '{' || c == '[';
    }
}
