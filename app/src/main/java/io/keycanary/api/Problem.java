package io.keycanary.api;

import java.util.Map;

/** An answer that is an error, as a problem document (RFC 9457). Its text is for the caller: nothing of our insides. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * The document.
     *
     * @param type {@code about:blank}: the status says it all (RFC 9457, section 4.2.1)
     */
    record Document(String type, String title, int status, String detail) {}

    private final int status;
    private final String title;
    private final transient Map<String, String> headers;

    Problem(int status, String title, String detail) {
        this(status, title, detail, Map.of());
    }

    Problem(int status, String title, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.headers = headers;
    }

    static Problem badRequest(String detail) {
        return new Problem(400, "Bad Request", detail);
    }

    static Problem notFound(String detail) {
        return new Problem(404, "Not Found", detail);
    }

    static Problem conflict(String detail) {
        return new Problem(409, "Conflict", detail);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    Document document() {
        return new Document("about:blank", title, status, String.valueOf(getMessage()));
    }
}
