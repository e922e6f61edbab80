package io.keycanary.plant;

import java.util.Locale;

/** How a name is spelled, to add a word to it in the same way. */
enum Manner {
    UPPER,
    SNAKE,
    KEBAB,
    DOTTED,
    CAMEL;

    static Manner of(String name) {
        if (name.contains("-")) {
            return KEBAB;
        }
        if (name.contains(".")) {
            return DOTTED;
        }
        if (name.equals(name.toUpperCase(Locale.ROOT))) {
            return UPPER;
        }
        return name.equals(name.toLowerCase(Locale.ROOT)) ? SNAKE : CAMEL;
    }

    /** A name made of a stem, which may be empty, and words given in snake case. */
    String join(String stem, String words) {
        return switch (this) {
            case UPPER -> glue(stem, "_", words.toUpperCase(Locale.ROOT));
            case SNAKE -> glue(stem, "_", words);
            case KEBAB -> glue(stem, "-", words.replace('_', '-'));
            case DOTTED -> glue(stem, ".", words.replace('_', '-'));
            case CAMEL -> camel(stem, words);
        };
    }

    private static String glue(String stem, String separator, String words) {
        return stem.isEmpty() ? words : stem + separator + words;
    }

    private static String camel(String stem, String words) {
        StringBuilder name = new StringBuilder(stem);
        for (String word : words.split("_", -1)) {
            name.append(name.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }
}
