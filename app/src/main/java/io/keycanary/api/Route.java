package io.keycanary.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One route, declared once: what serves it, checks its caller and documents it is all read from here.
 *
 * @param path below {@link #ROOT}
 * @param query its parameters
 * @param ifMatch whether it asks for the version that the caller saw
 * @param secret whether its answer holds a secret: then it is not kept for a repeated Idempotency-Key
 * @param request its document, null when it takes none
 * @param answer its document, null when that is no JSON of ours
 */
record Route(
        String method,
        String path,
        Permission permission,
        String summary,
        List<Parameter> query,
        boolean ifMatch,
        boolean secret,
        @Nullable Class<? extends Record> request,
        int status,
        @Nullable Class<? extends Record> answer,
        Handler handler) {
    static final String ROOT = "/api/v1";

    /** A query parameter. */
    record Parameter(String name, String summary) {
        static final Parameter CURSOR = new Parameter("cursor", "The field next of the page before");
        static final Parameter LIMIT = new Parameter(
                "limit", "Items per page, 1 to " + Cursor.MAX_LIMIT + ", " + Cursor.DEFAULT_LIMIT + " if left out");
    }

    /** Answers a call. */
    @FunctionalInterface
    interface Handler {
        Answer answer(Call call);
    }

    static Route get(
            String path,
            Permission permission,
            String summary,
            @Nullable Class<? extends Record> answer,
            Handler handler) {
        return new Route("GET", path, permission, summary, List.of(), false, false, null, 200, answer, handler);
    }

    static Route post(
            String path,
            Permission permission,
            String summary,
            @Nullable Class<? extends Record> request,
            Class<? extends Record> answer,
            Handler handler) {
        return new Route("POST", path, permission, summary, List.of(), false, false, request, 200, answer, handler);
    }

    Route taking(Parameter... parameters) {
        return new Route(
                method,
                path,
                permission,
                summary,
                List.of(parameters),
                ifMatch,
                secret,
                request,
                status,
                answer,
                handler);
    }

    Route creating() {
        return new Route(method, path, permission, summary, query, ifMatch, secret, request, 201, answer, handler);
    }

    Route withIfMatch() {
        return new Route(method, path, permission, summary, query, true, secret, request, status, answer, handler);
    }

    Route givingASecret() {
        return new Route(method, path, permission, summary, query, ifMatch, true, request, status, answer, handler);
    }

    boolean post() {
        return method.equals("POST");
    }
}
