package io.keycanary.plant;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A manifest of a Secret as a document of its own (Kubernetes, "Secrets": type Opaque, values in base 64). */
final class KubernetesSecret implements Layout {
    private static final Pattern SECRET = Pattern.compile("(?m)^kind:\\s*[\"']?Secret\\b");

    @Override
    public Insertion insert(Document existing, Draft draft) {
        String name = draft.profile().toLowerCase(Locale.ROOT) + "-aws";
        if (!name.matches("[a-z0-9]([a-z0-9.-]*[a-z0-9])?")) {
            throw PlantException.badRequest(
                    "\"" + name + "\" cannot name a Secret: letters, digits, dots and dashes only");
        }
        refuseTaken(existing, name);
        String newline = existing.newline();
        String core = (existing.empty() ? "" : "---" + newline)
                + String.join(
                        newline,
                        "apiVersion: v1",
                        "kind: Secret",
                        "metadata:",
                        "  name: " + name,
                        "type: Opaque",
                        "data:",
                        "")
                + draft.entries().stream()
                        .map(entry -> "  " + entry.name() + ": " + encoded(entry))
                        .collect(Collectors.joining(newline));
        Document.Place end =
                existing.empty() ? existing.end() : YamlOutline.of(existing).end();
        Document.Place close = existing.text().endsWith("\n") ? new Document.Place(end.at(), "", end.trail()) : end;
        return new Insertion(close, core, encoded(draft.id()), encoded(draft.secret()));
    }

    private static void refuseTaken(Document existing, String name) {
        Pattern named = Pattern.compile("(?m)^  +name:\\s*[\"']?" + Pattern.quote(name) + "[\"']?\\s*$");
        for (String document : List.of(existing.text().split("(?m)^---", -1))) {
            if (SECRET.matcher(document).find() && named.matcher(document).find()) {
                throw PlantException.refused(
                        "the file has a Secret " + name + " already: choose another profile, nothing was changed");
            }
        }
    }

    private static String encoded(Entry entry) {
        return Base64.getEncoder().encodeToString(entry.value().getBytes(StandardCharsets.US_ASCII));
    }
}
