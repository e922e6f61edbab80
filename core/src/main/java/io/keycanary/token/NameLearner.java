package io.keycanary.token;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the patterns that the names of real users follow, so that decoys are named alike: names are cut into words,
 * numbers, digits of base 16 and what stands between them; those with the same cut make a group, and each position of a
 * group becomes what its values have in common.
 */
public final class NameLearner {
    /** Fewer names show no custom. */
    static final int LEAST_NAMES = 3;

    private static final int MOST_PATTERNS = 5;
    private static final int MOST_CHOICES = 6;
    private static final int NAMES_PER_CHOICE = 3;

    /** Digits of base 16 have both, or they are a word or a number. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?<hex>(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{6,}(?![A-Za-z0-9]))|(?<digit>[0-9]+)|(?<word>[A-Za-z]+)|(?<other>.)");

    /**
     * A pattern that was found.
     *
     * @param names how many names follow it
     * @param example one of them
     */
    public record Learned(NamePattern pattern, int names, String example) {}

    private enum Kind {
        WORD,
        DIGIT,
        HEX,
        OTHER
    }

    private record Piece(Kind kind, String text) {}

    private NameLearner() {}

    /** The patterns that most names follow, at most five, the most frequent first. */
    public static List<Learned> learn(Collection<String> names) {
        Map<String, List<List<Piece>>> groups = new LinkedHashMap<>();
        for (String name : names) {
            List<Piece> pieces = pieces(name);
            groups.computeIfAbsent(shape(pieces), shape -> new ArrayList<>()).add(pieces);
        }
        return groups.values().stream()
                .filter(group -> group.size() >= LEAST_NAMES)
                .sorted(Comparator.comparingInt((List<List<Piece>> group) -> -group.size()))
                .flatMap(group -> learned(group).stream())
                .limit(MOST_PATTERNS)
                .toList();
    }

    private static List<Piece> pieces(String name) {
        List<Piece> pieces = new ArrayList<>();
        Matcher next = TOKEN.matcher(name);
        while (next.find()) {
            Kind kind = next.group("hex") != null
                    ? Kind.HEX
                    : next.group("digit") != null ? Kind.DIGIT : next.group("word") != null ? Kind.WORD : Kind.OTHER;
            pieces.add(new Piece(kind, next.group()));
        }
        return pieces;
    }

    private static String shape(List<Piece> pieces) {
        return pieces.stream()
                .map(piece ->
                        piece.kind() == Kind.OTHER ? piece.text() : piece.kind().name())
                .collect(Collectors.joining("\0"));
    }

    private static Optional<Learned> learned(List<List<Piece>> group) {
        StringBuilder pattern = new StringBuilder();
        for (int at = 0; at < group.getFirst().size(); at++) {
            int position = at;
            pattern.append(
                    common(group.stream().map(pieces -> pieces.get(position)).toList()));
        }
        String example = group.getFirst().stream().map(Piece::text).collect(Collectors.joining());
        try {
            return Optional.of(new Learned(NamePattern.of(pattern.toString()), group.size(), example));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // its names would be too long
        }
    }

    private static String common(List<Piece> pieces) {
        Map<String, Long> counts =
                pieces.stream().collect(Collectors.groupingBy(Piece::text, TreeMap::new, Collectors.counting()));
        if (counts.size() == 1) {
            return pieces.getFirst().text();
        }
        return switch (pieces.getFirst().kind()) {
            case DIGIT -> "{digit:" + length(pieces) + "}";
            case HEX -> "{hex:" + length(pieces) + "}";
            case WORD, OTHER -> words(counts, pieces.size());
        };
    }

    /** Words that come again and again are a choice: of stages, of teams. The many others are like any word. */
    private static String words(Map<String, Long> counts, int names) {
        return counts.size() <= MOST_CHOICES && names >= counts.size() * NAMES_PER_CHOICE
                ? counts.keySet().stream().collect(Collectors.joining("|", "{", "}"))
                : "{word}";
    }

    private static int length(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> piece.text().length())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }
}
