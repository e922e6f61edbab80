package io.keycanary.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a user name or its path gives away: the intruder sees both in every error message. */
public final class NameLint {
    /** Words of the trade, products among them: whoever looks for traps looks for these. */
    private static final List<String> TELLING = List.of(
            "canary",
            "decoy",
            "honey",
            "bait",
            "lure",
            "trap",
            "tripwire",
            "deception",
            "fake",
            "dummy",
            "thinkst",
            "spacecrab",
            "spacesiren",
            "tracebit",
            "gitguardian",
            "ggcanary");

    /** The names of a published article, which can be looked up. */
    private static final List<String> PUBLISHED = List.of("canary-audit-bot", "decoy-legacy-svc");

    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");
    private static final Pattern LONG_HEX = Pattern.compile("[0-9a-f]{16,}");

    /** A bootstrap is no trap, and a failure no lure. */
    private static final Pattern WORDS = Pattern.compile(
            "(?<![a-z])(?:" + String.join("|", TELLING) + ")(?:s|pots?|tokens?)?(?![a-z])", Pattern.CASE_INSENSITIVE);

    private NameLint() {}

    /** Words of the trade that stand by themselves in a text, in any case; also joined by _ or -. */
    public static List<String> telling(String text) {
        Matcher matcher = WORDS.matcher(text);
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(matcher.group().toLowerCase(Locale.ROOT));
        }
        return List.copyOf(found);
    }

    /** Each in one sentence, empty when nothing is seen. */
    public static List<String> warnings(String userName, String path) {
        List<String> warnings = new ArrayList<>();
        String name = userName.toLowerCase(Locale.ROOT);
        if (PUBLISHED.contains(name)) {
            warnings.add("\"" + userName + "\" is the example of a published article");
        }
        for (String word : TELLING) {
            if (name.contains(word)) {
                warnings.add("the user name says \"" + word + "\"");
            }
            if (path.toLowerCase(Locale.ROOT).contains(word)) {
                warnings.add("the path says \"" + word + "\"");
            }
        }
        if (UUID.matcher(name).find()) {
            warnings.add("the user name holds a UUID, as products name their decoys");
        } else if (LONG_HEX.matcher(name).find()) {
            warnings.add("the user name looks made by a program");
        }
        return List.copyOf(warnings);
    }
}
