package io.keycanary.plant;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a repository words its commits and names its branches, so that ours is one among many.
 *
 * @param subjects the latest subject lines, newest first
 * @param branches names of local and remote branches, without the name of the remote
 */
record CommitHabit(List<String> subjects, List<String> branches) {
    private static final Pattern CONVENTIONAL = Pattern.compile("^([a-z]+)(\\([^)]*\\))?!?: (.+)$");
    private static final Pattern TICKET = Pattern.compile("^(\\[?[A-Z][A-Z0-9]+-\\d+\\]?:? )(.+)$");
    private static final Pattern BRANCH_PREFIX = Pattern.compile("^([A-Za-z][A-Za-z0-9._-]*/)[^/]+$");
    private static final List<String> UNREMARKABLE = List.of("chore", "ci", "build", "config", "fix", "feat");

    /** A subject line for a change of this file. */
    String subject(String file, boolean isNew) {
        Matcher ticket = matcher(TICKET);
        if (ticket != null) {
            return ticket.group(1) + worded(file, isNew, ticket.group(2));
        }
        Matcher conventional = matcher(CONVENTIONAL);
        if (conventional != null) {
            return type() + ": " + worded(file, isNew, conventional.group(3));
        }
        return worded(file, isNew, subjects.isEmpty() ? "" : subjects.getFirst());
    }

    /** A branch name for it that is not taken. */
    String branch(String file) {
        String stem =
                file.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "").toLowerCase(Locale.ROOT);
        String name = prefix() + "update-" + (stem.isEmpty() ? "settings" : stem);
        return Stream.iterate(1, n -> n + 1)
                .map(n -> n == 1 ? name : name + "-" + n)
                .filter(free -> !branches.contains(free))
                .findFirst()
                .orElseThrow();
    }

    /** The newest subject of a form that at least half of them have. */
    private @Nullable Matcher matcher(Pattern form) {
        List<Matcher> matching =
                subjects.stream().map(form::matcher).filter(Matcher::matches).toList();
        return !matching.isEmpty() && matching.size() * 2 >= subjects.size() ? matching.getFirst() : null;
    }

    private String type() {
        Map<String, Long> types = subjects.stream()
                .map(CONVENTIONAL::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.groupingBy(m -> m.group(1), Collectors.counting()));
        return UNREMARKABLE.stream().filter(types::containsKey).findFirst().orElseGet(() -> mostFrequent(types));
    }

    private String prefix() {
        Map<String, Long> prefixes = branches.stream()
                .map(BRANCH_PREFIX::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.groupingBy(m -> m.group(1), Collectors.counting()));
        return prefixes.isEmpty() ? "" : mostFrequent(prefixes);
    }

    private static String mostFrequent(Map<String, Long> counted) {
        return counted.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue()
                        .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .orElseThrow();
    }

    /** Capital, full stop and tense as in the example. */
    private static String worded(String file, boolean isNew, String example) {
        Function<String, String> firstLetter = example.isEmpty() || Character.isUpperCase(example.charAt(0))
                ? verb -> verb.substring(0, 1).toUpperCase(Locale.ROOT) + verb.substring(1)
                : verb -> verb;
        boolean past = example.matches("(?i)(added|updated|fixed|changed|removed)\\b.*");
        String verb = isNew ? past ? "added" : "add" : past ? "updated" : "update";
        return firstLetter.apply(verb) + " " + file + (example.endsWith(".") ? "." : "");
    }
}
