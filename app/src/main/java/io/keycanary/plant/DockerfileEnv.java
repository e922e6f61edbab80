package io.keycanary.plant;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code ENV} lines after the last {@code FROM} (Docker, "Dockerfile reference"). Continued lines and here-documents
 * are followed, because what looks like an instruction inside of one is none.
 */
final class DockerfileEnv implements Layout {
    private static final Pattern ESCAPE = Pattern.compile("(?i)^#\\s*escape\\s*=\\s*`\\s*$");
    private static final Pattern HEREDOC =
            Pattern.compile("(?i)^\\s*(?:RUN|COPY|ADD)\\b.*<<-?\\s*[\"']?([A-Za-z_]\\w*)[\"']?");

    @Override
    public Insertion insert(Document existing, Draft draft) {
        Document.Line from = lastFrom(existing.lines());
        if (from == null) {
            throw PlantException.refused("the file has no FROM line, so it is no Dockerfile to add ENV to");
        }
        Draft free = draft.free(
                name -> existing.anyLine(Pattern.compile(
                        "(?i:^\\s*(?:ENV|ARG)\\s|^)(?:.*\\s|\\s*)" + Pattern.quote(name) + "(?:[\\s=]|$)")),
                "the file");
        String core = free.entries().stream()
                .map(entry -> "ENV " + entry.name() + "=" + entry.value())
                .collect(Collectors.joining(existing.newline()));
        return free.block(existing.after(from), core);
    }

    private static Document.@Nullable Line lastFrom(List<Document.Line> lines) {
        String escape =
                !lines.isEmpty() && ESCAPE.matcher(lines.getFirst().text()).matches() ? "`" : "\\";
        Document.Line from = null;
        String heredoc = null;
        boolean continued = false;
        boolean inFrom = false;
        for (Document.Line line : lines) {
            String text = line.text().strip();
            if (heredoc != null) {
                heredoc = text.equals(heredoc) ? null : heredoc;
            } else if (!text.startsWith("#") && !text.isEmpty()) {
                inFrom = continued ? inFrom : text.regionMatches(true, 0, "FROM ", 0, 5);
                from = inFrom ? line : from;
                continued = text.endsWith(escape);
                Matcher start = HEREDOC.matcher(text);
                heredoc = start.find() ? start.group(1) : null;
            }
        }
        if (continued || heredoc != null) {
            throw PlantException.refused("the Dockerfile ends in an unfinished line, nothing was changed");
        }
        return from;
    }

    @Override
    public String scaffold() {
        return "FROM alpine:3.20\nRUN apk add --no-cache aws-cli\n";
    }
}
