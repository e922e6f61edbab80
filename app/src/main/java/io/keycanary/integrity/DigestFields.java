package io.keycanary.integrity;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Text members of a JSON object of a digest, each checked when it is taken. */
final class DigestFields {
    private static final Pattern SHA256 = Pattern.compile("[0-9A-Fa-f]{64}");
    /** A key of S3 in parts; none of them may lead out of a folder or carry what a terminal obeys. */
    private static final Pattern KEY =
            Pattern.compile("(?:(?!\\.{1,2}/)[^/\\p{Cntrl}]+/)*(?!\\.{1,2}$)[^/\\p{Cntrl}]+");

    private static final int MAX_KEY_CHARS = 1024;

    private final String where;
    private final Map<String, @Nullable String> members;

    DigestFields(String where, Map<String, @Nullable String> members) {
        this.where = where;
        this.members = members;
    }

    String text(String name) throws MalformedDigestException {
        String value = members.get(name);
        if (value == null) {
            throw new MalformedDigestException(where + "\"" + name + "\" is missing or no text");
        }
        return value;
    }

    String matching(String name, String pattern, String words) throws MalformedDigestException {
        String value = text(name);
        if (!value.matches(pattern)) {
            throw wrong(name, words, value);
        }
        return value;
    }

    void oneOf(String name, String only) throws MalformedDigestException {
        matching(name, Pattern.quote(only), only);
    }

    String sha256(String name) throws MalformedDigestException {
        String value = text(name);
        if (!SHA256.matcher(value).matches()) {
            throw wrong(name, "a SHA-256 in hex", value);
        }
        return value.toLowerCase(Locale.ROOT);
    }

    String key(String name) throws MalformedDigestException {
        String value = text(name);
        if (value.length() > MAX_KEY_CHARS || !KEY.matcher(value).matches()) {
            throw wrong(name, "the key of a file of CloudTrail", value);
        }
        return value;
    }

    Instant time(String name) throws MalformedDigestException {
        Instant time = parse(text(name));
        if (time == null) {
            throw wrong(name, "a time such as 2026-11-24T13:01:31Z", text(name));
        }
        return time;
    }

    @Nullable
    Instant timeOrNull(String name) {
        String value = members.get(name);
        return value == null ? null : parse(value);
    }

    private static @Nullable Instant parse(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            return null;
        }
    }

    boolean allNull(String... names) {
        return Stream.of(names).allMatch(name -> members.containsKey(name) && members.get(name) == null);
    }

    private MalformedDigestException wrong(String name, String words, String value) {
        return new MalformedDigestException("%s\"%s\" is not %s: \"%s\"".formatted(where, name, words, value));
    }
}
