package io.keycanary.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The OpenAPI 3.1 document, made from the route table itself, so that it cannot say anything else. */
final class OpenApi {
    private final Schemas schemas = new Schemas();

    private OpenApi() {}

    static Map<String, Object> of(List<Route> routes) {
        return new OpenApi().document(routes);
    }

    private Map<String, Object> document(List<Route> routes) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Route route : routes) {
            paths.computeIfAbsent(Route.ROOT + route.path(), path -> new LinkedHashMap<>())
                    .put(route.method().toLowerCase(java.util.Locale.ROOT), operation(route));
        }
        Map<String, Object> problem = schemas.of(Problem.Document.class);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "KeyCanary", "version", "1"));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas",
                        schemas.components(),
                        "responses",
                        Map.of(
                                "Problem",
                                Map.of(
                                        "description",
                                        "An error (RFC 9457)",
                                        "content",
                                        Map.of("application/problem+json", Map.of("schema", problem)))),
                        "securitySchemes",
                        Map.of("bearer", Map.of("type", "http", "scheme", "bearer"))));
        return document;
    }

    private Map<String, Object> operation(Route route) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", route.summary());
        operation.put("x-permission", route.permission().word());
        operation.put("security", route.permission().bearer() ? List.of(Map.of("bearer", List.of())) : List.of());
        operation.put("parameters", parameters(route));
        if (route.request() != null) {
            operation.put("requestBody", Map.of("content", content(route.request())));
        }
        operation.put(
                "responses",
                Map.of(
                        String.valueOf(route.status()),
                        Map.of("description", route.summary(), "content", content(route.answer())),
                        "default",
                        Map.of("$ref", "#/components/responses/Problem")));
        return operation;
    }

    private Map<String, Object> content(@Nullable Class<? extends Record> document) {
        return document == null ? Map.of() : Map.of(Answer.JSON, Map.of("schema", schemas.of(document)));
    }

    private static List<Map<String, Object>> parameters(Route route) {
        List<Map<String, Object>> all = new ArrayList<>();
        if (route.path().contains("{id}")) {
            all.add(parameter("path", "id", "An id, or its last four or more characters", true));
        }
        if (route.path().contains("{channel}")) {
            all.add(parameter("path", "channel", "The name of an alert channel", true));
        }
        if (route.permission() == Permission.SIGNED) {
            all.add(parameter(
                    "header",
                    PagerDutySignature.HEADER,
                    "v1= and the hex HMAC-SHA256 of the body with the channel's webhook-secret; several by commas",
                    true));
        }
        if (route.path().contains("{action}")) {
            all.add(parameter("path", "action", "The id of an action, or the end of it", true));
        }
        route.query().forEach(query -> all.add(parameter("query", query.name(), query.summary(), false)));
        if (route.ifMatch()) {
            all.add(parameter("header", "If-Match", "The ETag of the incident as you saw it, or *", true));
        }
        if (route.post() && !route.secret() && route.permission().bearer()) {
            all.add(parameter("header", "Idempotency-Key", "A repeat is answered like the first request", false));
        }
        return all;
    }

    private static Map<String, Object> parameter(String in, String name, String summary, boolean required) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("in", in);
        parameter.put("name", name);
        parameter.put("description", summary);
        parameter.put("required", required);
        parameter.put("schema", Map.of("type", "string"));
        return parameter;
    }
}
