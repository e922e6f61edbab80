package io.keycanary.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The route table, and what every route goes through: permission, body, repeat, work, answer. */
final class ApiRoutes {
    /** Bytes of a request's body. */
    static final int MAX_BODY_BYTES = 4 << 20;

    /** On every answer. Pages that are not documents of this API set their own policy. */
    private static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    private final List<Route> table;
    private final Bearer bearer;
    private final Replays replays;
    private final Metrics metrics;
    private final InstantSource clock;

    ApiRoutes(List<Route> table, Bearer bearer, Replays replays, Metrics metrics, InstantSource clock) {
        this.table = table;
        this.bearer = bearer;
        this.replays = replays;
        this.metrics = metrics;
        this.clock = clock;
    }

    List<Route> table() {
        return table;
    }

    void register(RoutesConfig routes) {
        for (Route route : table) {
            routes.addHttpHandler(
                    HandlerType.findOrCreate(route.method()), Route.ROOT + route.path(), http -> serve(route, http));
        }
        routes.exception(HttpResponseException.class, ApiRoutes::failed);
        routes.exception(Exception.class, ApiRoutes::failed);
    }

    /** What no route could answer, such as a path that is none. */
    private static void failed(Exception e, Context http) {
        send(http, Answer.of(Problems.of(e)));
    }

    private void serve(Route route, Context http) {
        Instant began = clock.instant();
        Answer answer = answer(route, http);
        send(http, answer);
        metrics.served(route, answer.status(), Duration.between(began, clock.instant()));
    }

    /** The edge: whatever goes wrong becomes an answer, and is logged when it is our fault. */
    private Answer answer(Route route, Context http) {
        try {
            String actor = route.permission().bearer()
                    ? bearer.require(http, route.permission()).name()
                    : "anybody";
            Call call = new Call(http, body(route, http), actor);
            if (!route.post() || route.permission() == Permission.SIGNED) {
                return route.handler().answer(call);
            }
            return replays.once(
                    http.header("Idempotency-Key"),
                    route,
                    call,
                    () -> route.handler().answer(call));
        } catch (RuntimeException e) {
            return Answer.of(Problems.of(e));
        }
    }

    private static byte[] body(Route route, Context http) {
        if (!route.post()) {
            return new byte[0];
        }
        byte[] body = read(http, route.permission() == Permission.SIGNED ? HookRoutes.MAX_BODY_BYTES : MAX_BODY_BYTES);
        boolean text = route.permission() == Permission.SIGNED && isOf(http, "text/plain"); // as SNS says of its JSON
        if (body.length > 0 && !text && !isOf(http, "application/json")) {
            throw new Problem(415, "Unsupported Media Type", "send the body as Content-Type: application/json");
        }
        if (body.length > 0 && route.request() == null) {
            throw Problem.badRequest("this takes no body");
        }
        return body;
    }

    private static boolean isOf(Context http, String wanted) {
        String type = http.contentType();
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(wanted);
    }

    private static byte[] read(Context http, int most) {
        try {
            byte[] body = http.bodyInputStream().readNBytes(most + 1);
            if (body.length > most) {
                throw new Problem(413, "Content Too Large", "a body has at most " + most + " bytes");
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException("the caller went away", e);
        }
    }

    static void send(Context http, Answer answer) {
        HEADERS.forEach(http::header);
        answer.headers().forEach(http::header);
        http.status(answer.status()).contentType(answer.type()).result(answer.body());
    }
}
