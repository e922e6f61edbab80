package io.keycanary.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A plausible action name for a REST call that no table knows: {@code DELETE /v1/clusters/x1} is DeleteCluster. */
final class DerivedName {
    private static final Map<String, String> VERBS =
            Map.of("GET", "Get", "HEAD", "Get", "POST", "Create", "PUT", "Put", "PATCH", "Update", "DELETE", "Delete");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z-]{1,40}");
    private static final Pattern VERSION = Pattern.compile("v\\d.*|\\d{4}-\\d{2}-\\d{2}|prod");

    private DerivedName() {}

    static String of(String method, String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String segment : rawPath.split("/")) {
            if (!segment.isEmpty() && !VERSION.matcher(segment).matches()) {
                segments.add(segment);
            }
        }
        // Collections and members take turns: a path of odd length ends in a collection.
        boolean collection = segments.size() % 2 == 1;
        int at = collection ? segments.size() - 1 : segments.size() - 2;
        String noun = at >= 0 && WORD.matcher(segments.get(at)).matches() ? camel(segments.get(at)) : "Resource";
        boolean plural = noun.endsWith("s");
        String verb = VERBS.getOrDefault(method, "Unknown");
        if (collection && plural && verb.equals("Get")) {
            return "List" + noun;
        }
        return verb + (plural ? noun.substring(0, noun.length() - 1) : noun);
    }

    private static String camel(String word) {
        StringBuilder out = new StringBuilder();
        for (String part : word.split("-")) {
            if (!part.isEmpty()) {
                out.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
            }
        }
        return out.toString();
    }
}
