package io.keycanary.pipeline;

/**
 * Text in which an asterisk stands for any characters, none too.
 *
 * @param pattern as written, escapes resolved
 */
record Wildcard(String pattern) {
    /** Linear in the text for each asterisk: of what an asterisk may take, only the newest one's choice is ever revised. */
    boolean matches(String text) {
        int at = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = at;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(at)) {
                p++;
                at++;
            } else if (star >= 0) {
                p = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
