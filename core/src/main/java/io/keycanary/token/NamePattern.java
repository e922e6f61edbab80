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
 *   {mark:n}  n digits of base 16 by which the owner recognises the name, at most once
 * </pre>
 *
 * Example: {@code svc-{word}-{dev|prod}-{digit:2}}.
 */
public final class NamePattern {
    private static final Pattern PART = Pattern.compile("\\{([^{}]*)}|([^{}]+)");
    private static final int MOST_ATTEMPTS = 1000;
    private static final int MOST_CHARS = 64;

    private final String text;
    private final List<NamePart> parts;

    private NamePattern(String text, List<NamePart> parts) {
        this.text = text;
        this.parts = parts;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when it is none, or gives no valid user name; the message says where
     */
    public static NamePattern of(String text) {
        List<NamePart> parts = new ArrayList<>();
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find() && part.start() == end) {
            parts.addAll(
                    part.group(1) == null ? List.of(NamePart.literal(part.group(2))) : NamePart.varying(part.group(1)));
            end = part.end();
        }
        if (end != text.length() || text.isEmpty()) {
            throw new IllegalArgumentException("braces do not match, or it is empty");
        }
        int longest = parts.stream().mapToInt(NamePart::longest).sum();
        if (longest > MOST_CHARS) {
            throw new IllegalArgumentException(
                    "a name could have " + longest + " characters; IAM allows " + MOST_CHARS);
        }
        if (parts.stream().filter(NamePart.Mark.class::isInstance).count() > 1) {
            throw new IllegalArgumentException("a name has one mark at most");
        }
        return new NamePattern(text, List.copyOf(parts));
    }

    /** Whether its names bear a mark. */
    public boolean marked() {
        return parts.stream().anyMatch(NamePart.Mark.class::isInstance);
    }

    /** How many names it can give; {@link Long#MAX_VALUE} when more. */
    public long names() {
        double product = 1;
        for (NamePart part : parts) {
            product *=
                    part instanceof NamePart.Choices choices ? choices.texts().size() : 1;
        }
        return (long) product;
    }

    /**
     * A name, by chance; may be one that it gave before.
     *
     * @param mark asked only by a pattern that is marked
     */
    public String next(RandomGenerator random, NameMark mark) {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        int chars = 0;
        for (NamePart part : parts) {
            switch (part) {
                case NamePart.Choices choices ->
                    (chars == 0 ? before : after)
                            .append(choices.texts()
                                    .get(random.nextInt(choices.texts().size())));
                case NamePart.Mark marked -> chars = marked.chars();
            }
        }
        return chars == 0 ? before.toString() : before + mark.of(before.toString(), after.toString(), chars) + after;
    }

    /**
     * A name that nobody has.
     *
     * @param taken in small letters: IAM tells user names apart without regard to case
     * @throws IllegalArgumentException when nearly all names that it can give are taken
     */
    public String unused(RandomGenerator random, NameMark mark, Set<String> taken) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            String next = next(random, mark);
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
