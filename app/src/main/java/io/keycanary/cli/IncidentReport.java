package io.keycanary.cli;

import io.keycanary.desk.CaseFile;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SourceLookup;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An incident for those who were not there, as Markdown or as a page to print. */
final class IncidentReport {
    private final CaseFile file;
    private final IncidentStory story;
    private final Instant now;

    IncidentReport(CaseFile file, SourceLookup sources, Instant now) {
        this.file = file;
        this.story = new IncidentStory(file, sources);
        this.now = now;
    }

    /** Values stand in code spans, in which nothing is markup. */
    String markdown() {
        StringBuilder out = new StringBuilder("# ").append(story.headline()).append("\n\n");
        facts().forEach((name, value) -> out.append("- **")
                .append(name)
                .append("**: ")
                .append(Markdown.code(value))
                .append('\n'));
        out.append("\n## Times\n\n| step | at (UTC) | after opening |\n|---|---|---|\n");
        times().forEach((name, at) -> out.append("| ")
                .append(name)
                .append(" | ")
                .append(at == null ? "-" : IncidentStory.whole(at))
                .append(" | ")
                .append(after(at))
                .append(" |\n"));
        out.append("\n## Timeline\n\n");
        story.timeline()
                .forEach(event -> out.append("- ")
                        .append(IncidentStory.whole(event.at()))
                        .append(' ')
                        .append(Markdown.code(event.text()))
                        .append('\n'));
        out.append("\n## Evidence\n\n| sighting | SHA-256 of its record |\n|---|---|\n");
        for (Sighting sighting : file.sightings()) {
            out.append("| ")
                    .append(sighting.id())
                    .append(" | ")
                    .append(sighting.sha256())
                    .append(" |\n");
        }
        if (file.leftOut() > 0) {
            out.append('\n').append(elsewhere()).append('\n');
        }
        return out.append("\nWritten ")
                .append(IncidentStory.whole(now))
                .append(" from incident ")
                .append(file.incident().id())
                .append('.')
                .toString();
    }

    String html() {
        StringBuilder out = new StringBuilder(Html.head(story.headline()))
                .append("<h1>")
                .append(Html.escape(story.headline()))
                .append("</h1>\n<table>\n");
        facts().forEach((name, value) -> row(out, name, value));
        out.append("</table>\n<h2>Times</h2>\n<table>\n");
        times().forEach((name, at) -> row(out, name, at == null ? "-" : IncidentStory.whole(at), after(at)));
        out.append("</table>\n<h2>Timeline</h2>\n<table>\n");
        story.timeline().forEach(event -> row(out, IncidentStory.whole(event.at()), event.text()));
        out.append("</table>\n<h2>Evidence</h2>\n<table>\n");
        file.sightings().forEach(sighting -> row(out, sighting.id().toString(), sighting.sha256()));
        out.append("</table>\n");
        if (file.leftOut() > 0) {
            out.append("<p>").append(Html.escape(elsewhere())).append("</p>\n");
        }
        return out.append("<p><small>Written ")
                .append(IncidentStory.whole(now))
                .append(" from incident ")
                .append(file.incident().id())
                .append("</small></p>\n</body></html>")
                .toString();
    }

    private String elsewhere() {
        return file.leftOut() + " sightings between these are not listed; `keycanary incident export` has all.";
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>(story.answers());
        facts.putAll(story.context());
        return facts;
    }

    private Map<String, @Nullable Instant> times() {
        Incident incident = file.incident();
        Map<String, @Nullable Instant> times = new LinkedHashMap<>();
        times.put("first seen", incident.firstSeenAt());
        times.put("opened", incident.openedAt());
        times.put("acknowledged", incident.times().acknowledgedAt());
        times.put("contained", incident.times().containedAt());
        times.put("resolved", incident.times().resolvedAt());
        return times;
    }

    private String after(@Nullable Instant at) {
        return at == null || at.isBefore(file.incident().openedAt())
                ? "-"
                : FiguresText.words(Duration.between(file.incident().openedAt(), at));
    }

    private static void row(StringBuilder out, String head, String... cells) {
        out.append("<tr><th>").append(Html.escape(head)).append("</th>");
        for (String cell : List.of(cells)) {
            out.append("<td>").append(Html.escape(cell)).append("</td>");
        }
        out.append("</tr>\n");
    }
}
