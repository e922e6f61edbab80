package io.keycanary.endpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which action a method and path stand for, for the services that have no other word for it. */
final class RestRoutes {
    /** An action, and what stands in its path. */
    record Found(String action, Map<String, String> pathParameters) {}

    /** The most literal template comes first, so {@code /functions/x} never hides {@code /functions/list}. */
    private static final Map<String, List<Route>> ROUTES = load();

    private RestRoutes() {}

    static @Nullable Found find(String service, String method, String rawPath, Parameters query) {
        List<String> path = segments(rawPath);
        for (Route route : ROUTES.getOrDefault(service + " " + method, List.of())) {
            Map<String, String> found = route.match(path, query);
            if (found != null) {
                return new Found(route.action, found);
            }
        }
        return null;
    }

    private static Map<String, List<Route>> load() {
        Map<String, List<Route>> routes = new HashMap<>();
        String service = "";
        for (String line : Table.lines("rest-routes.txt")) {
            if (line.startsWith("[")) {
                service = line.substring(1, line.length() - 1);
            } else {
                String[] parts = line.split(" ");
                routes.computeIfAbsent(service + " " + parts[0], name -> new ArrayList<>())
                        .add(Route.parse(parts[1], parts[2]));
            }
        }
        routes.values()
                .forEach(r -> r.sort(Comparator.comparing(Route::literals).reversed()));
        return routes;
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return segments;
    }

    private record Route(List<String> template, Map<String, String> query, String action) {
        static Route parse(String uri, String action) {
            String[] parts = uri.split("\\?", 2);
            Map<String, String> query = new HashMap<>();
            if (parts.length == 2) {
                Parameters.parse(parts[1], false).pairs().forEach(p -> query.put(p.name(), p.value()));
            }
            return new Route(segments(parts[0]), query, action);
        }

        long literals() {
            return query.size()
                    + template.stream().filter(s -> !s.startsWith("{")).count();
        }

        @Nullable
        Map<String, String> match(List<String> path, Parameters asked) {
            boolean rest = !template.isEmpty() && template.getLast().endsWith("+}");
            if (rest ? path.size() < template.size() : path.size() != template.size()) {
                return null;
            }
            for (Map.Entry<String, String> wanted : query.entrySet()) {
                String value = asked.first(wanted.getKey());
                if (value == null || !wanted.getValue().isEmpty() && !value.equals(wanted.getValue())) {
                    return null;
                }
            }
            return variables(path, rest);
        }

        private @Nullable Map<String, String> variables(List<String> path, boolean rest) {
            Map<String, String> variables = new HashMap<>();
            for (int i = 0; i < template.size(); i++) {
                String wanted = template.get(i);
                if (wanted.startsWith("{")) {
                    boolean last = rest && i == template.size() - 1;
                    String value = last ? String.join("/", path.subList(i, path.size())) : path.get(i);
                    variables.put(wanted.replaceAll("[{}+]", ""), Percent.decodeText(value));
                } else if (!wanted.equals(path.get(i))) {
                    return null;
                }
            }
            return variables;
        }
    }
}
