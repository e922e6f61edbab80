package io.keycanary.api;

import io.keycanary.token.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a page begins. The cursor is opaque to callers: it is the id of the last item that they have.
 *
 * @param after null for the first page
 */
record Cursor(@Nullable UUID after, int limit) {
    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 200;

    static Cursor of(Call call) {
        return new Cursor(after(call.query("cursor")), limit(call));
    }

    private static @Nullable UUID after(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String id = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            return Call.uuid(id).orElseThrow(IllegalArgumentException::new);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("\"" + Printable.line(cursor, 60)
                    + "\" is no cursor; take the field \"next\" of the page before, or leave it out");
        }
    }

    static int limit(Call call) {
        String text = call.query("limit");
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        int limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Problem.badRequest("limit is 1 to " + MAX_LIMIT + " and not \"" + Printable.line(text, 40) + "\"");
        }
        return limit;
    }

    /** How many to fetch: one more tells whether there is a next page. */
    int fetch() {
        return limit + 1;
    }

    /** What of the fetched belongs to the page. */
    <T> List<T> page(List<T> fetched) {
        return fetched.subList(0, Math.min(limit, fetched.size()));
    }

    /** The cursor of the next page, null when there is none. */
    <T> @Nullable String next(List<T> fetched, Function<T, UUID> id) {
        if (fetched.size() <= limit) {
            return null;
        }
        String last = id.apply(fetched.get(limit - 1)).toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.US_ASCII));
    }
}
