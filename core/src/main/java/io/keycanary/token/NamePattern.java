package io.keycanary.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an organisation names its users, to name decoys alike: literal text, and in braces what varies.
 *
 * <pre>
 *   {word}    a common word of the trade          {a|b|c}   one of these
 *   {digit:n} n digits      {letter:n} n letters a to z      {hex:n} n digits of base 16
 * </pre>
 *
 * Example: {@code svc-{word}-{dev|prod}-{digit:2}}.
 */
public final class NamePattern {
    private static final Pattern PART = Pattern.compile("\\{([^{}]*)}|([^{}]+)");
    private static final Pattern COUNTED = Pattern.compile("(digit|letter|hex):([1-9]\\d?)");
    private static final int MOST_ATTEMPTS = 1000;
    private static final String LITERAL = "[\\w+=,.@-]+";
    private static final List<String> WORDS = List.of(
            ("api archive artifact asset audit backup batch billing build cache catalog cdn cluster config connector"
                            + " console contract cron data deploy desk dispatch dns docs edge email etl event export feed fetch"
                            + " file gateway graph identity image import index ingest inventory invoice job ledger loader log"
                            + " mail media metrics migration mirror monitor notify order partner payment pipeline platform portal"
                            + " pricing proxy publish queue registry release render replica report router runner scheduler search"
                            + " session shipping stage static stats storage stream sync ticket transfer upload vendor warehouse"
                            + " webhook worker")
                    .split(" "));

    private final String text;
    private final List<List<String>> parts;

    private NamePattern(String text, List<List<String>> parts) {
        this.text = text;
        this.parts = parts;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when it is none, or gives no valid user name; the message says where
     */
    public static NamePattern of(String text) {
        List<List<String>> parts = new ArrayList<>();
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find() && part.start() == end) {
            parts.addAll(part.group(1) == null ? List.of(List.of(literal(part.group(2)))) : varying(part.group(1)));
            end = part.end();
        }
        if (end != text.length() || text.isEmpty()) {
            throw new IllegalArgumentException("braces do not match, or it is empty");
        }
        int longest = parts.stream()
                .mapToInt(p -> p.stream().mapToInt(String::length).max().orElse(0))
                .sum();
        if (longest > 64) {
            throw new IllegalArgumentException("a name could have " + longest + " characters; IAM allows 64");
        }
        return new NamePattern(text, List.copyOf(parts));
    }

    private static String literal(String text) {
        if (!text.matches(LITERAL)) {
            throw new IllegalArgumentException("\"" + text + "\" cannot be in a user name");
        }
        return text;
    }

    /** The choices of each position. */
    private static List<List<String>> varying(String inner) {
        if (inner.equals("word")) {
            return List.of(WORDS);
        }
        Matcher counted = COUNTED.matcher(inner);
        if (counted.matches()) {
            String letters = switch (counted.group(1)) {
                case "digit" -> "0123456789";
                case "hex" -> "0123456789abcdef";
                default -> "abcdefghijklmnopqrstuvwxyz";
            };
            return java.util.Collections.nCopies(Integer.parseInt(counted.group(2)), List.of(letters.split("")));
        }
        if (inner.contains("|")) {
            List<String> choices = List.of(inner.split("\\|", -1));
            choices.forEach(NamePattern::literal);
            return List.of(choices);
        }
        throw new IllegalArgumentException(
                "{" + inner + "} is unknown: there are {word}, {digit:n}, {letter:n}," + " {hex:n} and {a|b|c}");
    }

    /** How many names it can give; {@link Long#MAX_VALUE} when more. */
    public long names() {
        double product = 1;
        for (List<String> choices : parts) {
            product *= choices.size();
        }
        return (long) product;
    }

    /** A name, by chance; may be one that it gave before. */
    public String next(RandomGenerator random) {
        StringBuilder name = new StringBuilder();
        parts.forEach(choices -> name.append(choices.get(random.nextInt(choices.size()))));
        return name.toString();
    }

    /**
     * A name that nobody has.
     *
     * @param taken in small letters: IAM tells user names apart without regard to case
     * @throws IllegalArgumentException when nearly all names that it can give are taken
     */
    public String unused(RandomGenerator random, Set<String> taken) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            String next = next(random);
            if (!taken.contains(next.toLowerCase(Locale.ROOT))) {
                return next;
            }
        }
        throw new IllegalArgumentException("the pattern " + text + " gives " + names()
                + " names, and nearly all are taken: set issue.naming to one that gives more");
    }

    @Override
    public String toString() {
        return text;
    }
}
