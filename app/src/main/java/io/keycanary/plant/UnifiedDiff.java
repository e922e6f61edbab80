package io.keycanary.plant;

import io.keycanary.token.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A unified diff of two texts that differ in one place, fit to be shown: secrets masked, control characters named. */
final class UnifiedDiff {
    private static final int CONTEXT = 3;
    private static final int MAX_LINE_CHARS = 400;
    private static final String MASK = "********";
    private static final Pattern NAMED_SECRET = Pattern.compile(
            "(?i)((?:secret|token|passw|passphrase|private|credential|api_?key|auth)[\\w.-]*[\"']?\\s*[=:]\\s*[\"']?)(\\S.*)$");
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9/+=]{32,}");

    private UnifiedDiff() {}

    /** The diff; {@code secret} is masked wherever it stands. */
    static String of(String path, boolean existed, Document before, Document after, String secret) {
        List<String> old =
                existed ? before.lines().stream().map(l -> line(before, l)).toList() : List.of();
        List<String> now = after.lines().stream().map(l -> line(after, l)).toList();
        int same = 0;
        while (same < old.size() && same < now.size() && old.get(same).equals(now.get(same))) {
            same++;
        }
        int tail = 0;
        while (tail < old.size() - same
                && tail < now.size() - same
                && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        int from = Math.max(0, same - CONTEXT);
        int behind = Math.min(tail, CONTEXT);
        List<String> out = new ArrayList<>();
        String shown = Printable.line(path.replaceFirst("^/", ""), MAX_LINE_CHARS);
        out.add("--- " + (existed ? "a/" + shown : "/dev/null"));
        out.add("+++ b/" + shown);
        out.add("@@ -" + range(from, old.size() - tail + behind) + " +" + range(from, now.size() - tail + behind)
                + " @@");
        add(out, " ", old.subList(from, same), secret);
        add(out, "-", old.subList(same, old.size() - tail), secret);
        add(out, "+", now.subList(same, now.size() - tail), secret);
        add(out, " ", old.subList(old.size() - tail, old.size() - tail + behind), secret);
        return String.join("\n", out) + "\n";
    }

    private static String range(int from, int to) {
        return (to == from ? from : from + 1) + "," + (to - from);
    }

    private static String line(Document document, Document.Line line) {
        return document.text().substring(line.start(), line.next());
    }

    private static void add(List<String> out, String sign, List<String> lines, String secret) {
        for (String line : lines) {
            out.add(sign + shown(line.stripTrailing(), secret));
            if (!line.endsWith("\n")) {
                out.add("\\ No newline at end of file");
            }
        }
    }

    private static String shown(String line, String secret) {
        String masked = secret.isEmpty() ? line : line.replace(secret, MASK);
        masked = LONG_WORD.matcher(masked).replaceAll(MASK);
        masked = NAMED_SECRET.matcher(masked).replaceAll(m -> Matcher.quoteReplacement(m.group(1) + MASK));
        byte[] bytes = masked.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return tabs(text);
    }

    private static String tabs(String text) {
        return text.isEmpty() ? "" : Printable.line(text.replace("\t", "    "), MAX_LINE_CHARS);
    }
}
