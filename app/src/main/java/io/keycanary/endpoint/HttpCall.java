package io.keycanary.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request as it came over the wire.
 *
 * @param rawPath from the request line, neither decoded nor normalised
 * @param rawQuery without the question mark, empty when there is none
 * @param tls null over plain HTTP
 */
record HttpCall(
        String method,
        String rawPath,
        String rawQuery,
        Headers headers,
        Body body,
        String sourceAddress,
        @Nullable Tls tls,
        Instant receivedAt) {

    /**
     * The body, held in part.
     *
     * @param start its first bytes
     * @param length of all of it, as far as it was read
     * @param sha256 of all of it in hex; null when it was too long to be read to its end
     */
    record Body(byte[] start, long length, @Nullable String sha256) {
        boolean complete() {
            return start.length == length && sha256 != null;
        }

        String text() {
            return new String(start, StandardCharsets.UTF_8);
        }
    }

    /** Version and cipher suite as Java names them. */
    record Tls(String version, String cipherSuite) {}

    Parameters query() {
        return Parameters.parse(rawQuery, true);
    }

    /** The fields of a form body, none for another body. */
    Parameters form() {
        String type = headers.orEmpty("content-type").toLowerCase(Locale.ROOT);
        return type.startsWith("application/x-www-form-urlencoded")
                ? Parameters.parse(body.text().strip(), true)
                : Parameters.NONE;
    }

    /** A parameter of the query string or the form, or null. */
    @Nullable
    String parameter(String name) {
        String value = query().first(name);
        return value == null ? form().first(name) : value;
    }
}
