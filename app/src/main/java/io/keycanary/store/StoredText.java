package io.keycanary.store;

import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Any Java text as text that both databases keep: PostgreSQL refuses NUL, and an unpaired surrogate has no UTF-8 form.
 * Such a char is written as U+001A and four hex digits, and so is U+001A itself; all other text stays readable.
 * Different texts stay different, so unique columns keep their meaning.
 */
final class StoredText extends AbstractArgumentFactory<String> {
    private static final char MARK = '\u001a';

    StoredText() {
        super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String value, ConfigRegistry config) {
        String stored = encode(value);
        return (position, statement, context) -> statement.setString(position, stored);
    }

    static String encode(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (unstorable(text, i)) {
                return rewritten(text, i);
            }
        }
        return text;
    }

    private static String rewritten(String text, int from) {
        StringBuilder stored = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            if (unstorable(text, i)) {
                stored.append(MARK).append("%04x".formatted((int) text.charAt(i)));
            } else {
                stored.append(text.charAt(i));
            }
        }
        return stored.toString();
    }

    private static boolean unstorable(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c == 0 || c == MARK;
    }

    static String decode(String stored) {
        if (stored.indexOf(MARK) < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder(stored.length());
        for (int i = 0; i < stored.length(); i++) {
            char c = stored.charAt(i);
            if (c == MARK) {
                text.append((char) Integer.parseInt(stored, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
