package io.keycanary.respond;

import io.keycanary.token.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads named fields. Whatever is wrong is noted with its place, and reading goes on, so that all is told at once. */
final class Section {
    private static final int QUOTED_CHARS = 60;

    private final String what;
    private final Place place;
    private final List<Mistake> mistakes;
    private final Map<String, Outline> fields = new LinkedHashMap<>();

    /** Notes fields that nobody asks for: a misspelt one would otherwise silently do nothing. */
    Section(String what, Outline outline, List<Mistake> mistakes, String... known) {
        this.what = what;
        this.place = outline.place();
        this.mistakes = mistakes;
        if (outline instanceof Outline.Fields named) {
            named.fields().forEach(field -> take(field, Set.of(known)));
        } else {
            wrong(place, "expected " + what + " as fields of the form \"name: value\"");
        }
    }

    private void take(Outline.Field field, Set<String> known) {
        String name = field.name().value();
        if (!known.contains(name)) {
            wrong(
                    field.name().place(),
                    what + " has no field \"" + quoted(name) + "\"; it has " + String.join(", ", new TreeSet<>(known)));
        } else if (fields.put(name, field.value()) != null) {
            wrong(field.name().place(), "\"" + name + "\" is given twice");
        }
    }

    void wrong(Place where, String text) {
        mistakes.add(new Mistake(where, text));
    }

    static String quoted(String text) {
        return Printable.line(text, QUOTED_CHARS);
    }

    Place place() {
        return place;
    }

    @Nullable
    Outline field(String name) {
        return fields.get(name);
    }

    /** One line of text that must be there. */
    String line(String name, int maxChars) {
        if (!fields.containsKey(name)) {
            wrong(place, "\"" + name + "\" is missing in " + what);
            return "";
        }
        return lineOr(name, maxChars, "");
    }

    /** The same for one that may be left out. */
    String lineOr(String name, int maxChars, String otherwise) {
        Outline.Text text = text(name, maxChars);
        if (text == null) {
            return otherwise;
        }
        String line = text.value().strip();
        if (line.isEmpty() || !Printable.line(line, Integer.MAX_VALUE).equals(line)) {
            wrong(text.place(), "\"" + name + "\" is one line of printable text");
        }
        return line;
    }

    /** Text of several lines; empty when it is left out. */
    String lines(String name, int maxChars) {
        Outline.Text text = text(name, maxChars);
        return text == null ? "" : text.value().strip();
    }

    private Outline.@Nullable Text text(String name, int maxChars) {
        Outline value = fields.get(name);
        if (value instanceof Outline.Text text) {
            if (text.value().length() > maxChars) {
                wrong(
                        text.place(),
                        "\"" + name + "\" has " + text.value().length() + " characters, and at most " + maxChars
                                + " are taken");
            }
            return text;
        }
        if (value != null) {
            wrong(value.place(), "\"" + name + "\" is a text");
        }
        return null;
    }

    /** A text that a reading understands; null when it is left out or wrong. */
    <T> @Nullable T read(String name, String expected, Function<String, @Nullable T> reading) {
        Outline.Text text = text(name, QUOTED_CHARS);
        if (text == null) {
            return null;
        }
        T read = reading.apply(text.value().strip());
        if (read == null) {
            wrong(text.place(), "\"" + name + "\" is " + expected + ", not \"" + quoted(text.value()) + "\"");
        }
        return read;
    }

    /** One of the words of a family; null when it is left out or wrong. */
    <E extends Enum<E>> @Nullable E word(String name, String family, Class<E> words) {
        Outline.Text text = text(name, QUOTED_CHARS);
        return text == null ? null : known(text, family, words);
    }

    private <E extends Enum<E>> @Nullable E known(Outline.Text text, String family, Class<E> words) {
        E read = of(words, text.value().strip());
        if (read == null) {
            wrong(
                    text.place(),
                    "there is no " + family + " \"" + quoted(text.value()) + "\"; there are "
                            + Stream.of(words.getEnumConstants())
                                    .map(Section::word)
                                    .collect(Collectors.joining(", ")));
        }
        return read;
    }

    /** Several of them, given as a list or as one word. */
    <E extends Enum<E>> Set<E> words(String name, String family, Class<E> words) {
        Set<E> all = new java.util.LinkedHashSet<>();
        for (Outline.Text text : texts(name)) {
            E word = known(text, family, words);
            if (word != null) {
                all.add(word);
            }
        }
        return all;
    }

    /** Texts, given as a list or as one. */
    List<Outline.Text> texts(String name) {
        Outline value = fields.get(name);
        List<Outline> items =
                value instanceof Outline.Items list ? list.items() : value == null ? List.of() : List.of(value);
        List<Outline.Text> texts = new ArrayList<>();
        for (Outline item : items) {
            if (item instanceof Outline.Text text) {
                texts.add(text);
            } else {
                wrong(item.place(), "\"" + name + "\" is a list of texts");
            }
        }
        return texts;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> @Nullable E of(Class<E> words, String text) {
        return Stream.of(words.getEnumConstants())
                .filter(value -> word(value).equals(text))
                .findFirst()
                .orElse(null);
    }
}
