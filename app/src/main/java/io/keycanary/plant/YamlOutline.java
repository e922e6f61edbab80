package io.keycanary.plant;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The outermost keys of the last document of a YAML file that is a block mapping.
 *
 * <p>Idea: in such a document whatever begins in column 0 is a key, a comment, a document mark or an item of the list
 * under the last key; all else, block scalars included, is indented. So lines are enough, and what does not fit is
 * refused. Rejected: parse and write anew, which loses layout and comments.
 */
record YamlOutline(Document document, List<Document.Line> lines) {
    private static final Pattern KEY = Pattern.compile(
            "^( *)(?:\"([^\"\\\\]+)\"|'([^']+)'|([^\\s#\\-\\[\\]{},&*!|>%@`\"'?:][^#:]*?))\\s*:(\\s.*)?$");
    private static final Pattern SCALAR =
            Pattern.compile("(?:[:-]|^---)\\s+(?:[!&]\\S+\\s+)*[|>]([0-9+-]*)\\s*(?:#.*)?$");
    private static final Pattern START = Pattern.compile("^---(?:\\s+#.*|\\s*)$");

    static YamlOutline of(Document document) {
        List<Document.Line> lines = document.lines();
        int first = 0;
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).text();
            if (text.startsWith("---")) {
                require(START.matcher(text).matches(), i);
                first = i + 1;
            }
        }
        YamlOutline outline = new YamlOutline(document, lines.subList(first, lines.size()));
        outline.requireBlockMapping();
        return outline;
    }

    private void requireBlockMapping() {
        boolean keySeen = false;
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).text();
            if (text.isBlank() || text.startsWith("#") || text.startsWith("%") && !keySeen) {
                continue;
            }
            boolean key = KEY.matcher(text).matches() && text.charAt(0) != ' ';
            boolean nested = keySeen && (text.charAt(0) == ' ' || text.equals("-") || text.startsWith("- "));
            require(key || nested, i);
            keySeen = true;
        }
    }

    private static void require(boolean condition, int line) {
        if (!condition) {
            throw PlantException.refused("line " + (line + 1)
                    + " of the last YAML document is not part of a plain block mapping, so nothing was added to it");
        }
    }

    boolean has(String key) {
        return find(key).isPresent();
    }

    Optional<Document.Line> find(String key) {
        return lines.stream().filter(line -> key.equals(name(line.text(), 0))).findFirst();
    }

    Optional<Document.Line> firstKey() {
        return lines.stream().filter(line -> name(line.text(), 0) != null).findFirst();
    }

    /** What stands after the colon of a key is nothing but a comment. */
    static boolean open(Document.Line key) {
        return key.text().matches("[^#]*:\\s*(?:#.*)?");
    }

    /** The lines under a key, up to the next one. */
    List<Document.Line> under(Document.Line key) {
        int from = lines.indexOf(key) + 1;
        int to = from;
        while (to < lines.size() && inside(lines.get(to).text())) {
            to++;
        }
        return lines.subList(from, to);
    }

    private static boolean inside(String text) {
        return text.isBlank() || text.startsWith("#") || text.startsWith(" ") || text.startsWith("-");
    }

    /** The first line under a key that is neither blank nor a comment. */
    Optional<Document.Line> firstUnder(Document.Line key) {
        return under(key).stream().filter(YamlOutline::counts).findFirst();
    }

    /** Tells whether a mapping under a key, indented as given, has a name. */
    Predicate<String> namesUnder(Document.Line key, int indent) {
        return name -> under(key).stream().anyMatch(line -> name.equals(name(line.text(), indent)));
    }

    /** A place at the end of the file; refused where a block scalar there would change its value. */
    Document.Place end() {
        for (int i = lines.size() - 1; i >= 0; i--) {
            Matcher scalar = SCALAR.matcher(lines.get(i).text());
            if (scalar.find() && reachesEnd(i)) {
                if (!lines.getLast().ended() || scalar.group(1).contains("+")) {
                    throw PlantException.refused(
                            "the file ends in a block scalar that an addition would change: add a key after it first");
                }
            }
        }
        return document.end();
    }

    private boolean reachesEnd(int header) {
        int indent = lines.get(header).indent().length();
        return lines.subList(header + 1, lines.size()).stream()
                .allMatch(line -> line.blank() || line.indent().length() > indent);
    }

    private static boolean counts(Document.Line line) {
        return !line.blank() && !line.text().stripLeading().startsWith("#");
    }

    private static @Nullable String name(String text, int indent) {
        Matcher key = KEY.matcher(text);
        if (!key.matches() || key.group(1).length() != indent) {
            return null;
        }
        return key.group(2) != null ? key.group(2) : key.group(3) != null ? key.group(3) : key.group(4);
    }
}
