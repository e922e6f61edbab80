package io.keycanary.pipeline;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes policies, event patterns and templates: values of {@code Map} by text, {@code Collection}, {@code String},
 * {@code Number}, {@code Boolean} and null. Members keep the order of the map.
 */
public final class JsonText {
    private final StringBuilder out = new StringBuilder();
    private final boolean indented;

    private JsonText(boolean indented) {
        this.indented = indented;
    }

    /**
     * An object whose members keep the order given, so that the same plan gives the same text.
     *
     * @param members name, value, name, value ...
     */
    public static Map<String, Object> object(Object... members) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            object.put((String) members[i], members[i + 1]);
        }
        return object;
    }

    /** Without white space, as limits on length want it. */
    public static String compact(@Nullable Object value) {
        return written(value, false);
    }

    /** Indented by two, for people. */
    public static String pretty(@Nullable Object value) {
        return written(value, true);
    }

    private static String written(@Nullable Object value, boolean indented) {
        JsonText text = new JsonText(indented);
        text.write(value, 1);
        return text.out.toString();
    }

    private void write(@Nullable Object value, int depth) {
        switch (value) {
            case Map<?, ?> map -> block('{', map.entrySet(), '}', depth);
            case Collection<?> items -> block('[', items, ']', depth);
            case Map.Entry<?, ?> member -> {
                quote(String.valueOf(member.getKey()));
                out.append(indented ? ": " : ":");
                write(member.getValue(), depth);
            }
            case String text -> quote(text);
            case Number number -> out.append(number);
            case Boolean truth -> out.append(truth);
            case null -> out.append("null");
            default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
        }
    }

    private void block(char open, Collection<?> items, char close, int depth) {
        out.append(open);
        for (Iterator<?> i = items.iterator(); i.hasNext(); ) {
            line(depth);
            write(i.next(), depth + 1);
            out.append(i.hasNext() ? "," : "");
        }
        if (!items.isEmpty()) {
            line(depth - 1);
        }
        out.append(close);
    }

    private void line(int depth) {
        if (indented) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void quote(String text) {
        out.append('"');
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < ' ' || c > '~') {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
