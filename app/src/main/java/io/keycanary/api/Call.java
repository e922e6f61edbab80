package io.keycanary.api;

import io.javalin.http.Context;
import io.keycanary.token.Printable;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One request to one route, after its permission was checked. */
final class Call {
    private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");

    private final Context http;
    private final byte[] body;
    private final String actor;

    Call(Context http, byte[] body, String actor) {
        this.http = http;
        this.body = body;
        this.actor = actor;
    }

    /** Who calls, for the audit log. */
    String actor() {
        return actor;
    }

    byte[] body() {
        return body;
    }

    /** The body as a document. */
    <T> T document(Class<T> type) {
        return Json.read(body, type);
    }

    /** A header, null when it is not given. */
    @Nullable
    String header(String name) {
        return http.header(name);
    }

    /** A part of the path by its name. */
    String parameter(String name) {
        return http.pathParamMap().getOrDefault(name, "");
    }

    /** The name in the path: an id, or the end of one. */
    String name() {
        return http.pathParamMap().getOrDefault("id", "");
    }

    /** The whole path. */
    String path() {
        return http.path();
    }

    /** The id in the path, empty when it has not the form of one. */
    Optional<UUID> id() {
        return uuid(name());
    }

    static Optional<UUID> uuid(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text.toLowerCase(Locale.ROOT)) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A query parameter, null when it is not given. */
    @Nullable
    String query(String parameter) {
        return http.queryParam(parameter);
    }

    /** A query parameter that is one of an enum's names, null when it is not given. */
    <E extends Enum<E>> @Nullable E query(String parameter, Class<E> type) {
        String text = query(parameter);
        return text == null ? null : Words.read(type, parameter, text);
    }

    /**
     * The version that the caller saw; empty for {@code *}.
     *
     * @throws Problem 428 without If-Match (RFC 6585): a move that does not say what it builds on may undo another
     */
    OptionalLong ifMatch() {
        String header = http.header("If-Match");
        if (header == null) {
            throw new Problem(
                    428, "Precondition Required", "send If-Match with the ETag of the incident as you saw it, or *");
        }
        if (header.strip().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher etag = ETAG.matcher(header.strip());
        if (!etag.matches()) {
            throw Problem.badRequest("If-Match is one ETag such as \"3\", or *, and not " + Printable.line(header));
        }
        return OptionalLong.of(Long.parseLong(etag.group(1)));
    }
}
