package io.keycanary.endpoint;

import java.util.Map;

/** The little XML that answers need. */
final class Xml {
    private Xml() {}

    /** Escapes text; what XML 1.0 cannot hold becomes a replacement character. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(allowed(point) ? point : 0xFFFD);
            }
        });
        return out.toString();
    }

    static String element(String name, String text) {
        return "<" + name + ">" + escape(text) + "</" + name + ">";
    }

    static String elements(Map<String, String> texts) {
        StringBuilder out = new StringBuilder();
        texts.forEach((name, text) -> out.append(element(name, text)));
        return out.toString();
    }

    private static boolean allowed(int point) {
        return point >= 0x20 && point < 0xD800
                || point == '\n'
                || point == '\t'
                || point >= 0xE000 && point < 0xFFFE
                || point > 0xFFFF;
    }
}
