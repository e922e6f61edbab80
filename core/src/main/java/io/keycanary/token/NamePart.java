package io.keycanary.token;

import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A position of a name pattern. */
sealed interface NamePart {
    Pattern COUNTED = Pattern.compile("(digit|letter|hex|mark):([1-9]\\d?)");
    String LITERAL = "[\\w+=,.@-]+";
    List<String> WORDS = List.of(
            ("api archive artifact asset audit backup batch billing build cache catalog cdn cluster config connector"
                            + " console contract cron data deploy desk dispatch dns docs edge email etl event export feed fetch"
                            + " file gateway graph identity image import index ingest inventory invoice job ledger loader log"
                            + " mail media metrics migration mirror monitor notify order partner payment pipeline platform portal"
                            + " pricing proxy publish queue registry release render replica report router runner scheduler search"
                            + " session shipping stage static stats storage stream sync ticket transfer upload vendor warehouse"
                            + " webhook worker")
                    .split(" "));

    /** How many characters it takes at most. */
    int longest();

    /** One of these. */
    record Choices(List<String> texts) implements NamePart {
        @Override
        public int longest() {
            return texts.stream().mapToInt(String::length).max().orElse(0);
        }
    }

    /** The mark of the name. */
    record Mark(int chars) implements NamePart {
        @Override
        public int longest() {
            return chars;
        }
    }

    static NamePart literal(String text) {
        return new Choices(List.of(checked(text)));
    }

    private static String checked(String text) {
        if (!text.matches(LITERAL)) {
            throw new IllegalArgumentException("\"" + text + "\" cannot be in a user name");
        }
        return text;
    }

    /** What braces stand for, position by position. */
    static List<NamePart> varying(String inner) {
        if (inner.equals("word")) {
            return List.of(new Choices(WORDS));
        }
        Matcher counted = COUNTED.matcher(inner);
        if (counted.matches()) {
            return counted(counted.group(1), Integer.parseInt(counted.group(2)));
        }
        if (inner.contains("|")) {
            List<String> choices = List.of(inner.split("\\|", -1));
            choices.forEach(NamePart::checked);
            return List.of(new Choices(choices));
        }
        throw new IllegalArgumentException(
                "{" + inner + "} is unknown: there are {word}, {digit:n}, {letter:n}, {hex:n}, {mark:n} and {a|b|c}");
    }

    private static List<NamePart> counted(String kind, int count) {
        return switch (kind) {
            case "digit" -> each("0123456789", count);
            case "hex" -> each("0123456789abcdef", count);
            case "letter" -> each("abcdefghijklmnopqrstuvwxyz", count);
            default -> List.of(mark(count));
        };
    }

    private static List<NamePart> each(String letters, int count) {
        return Collections.nCopies(count, new Choices(List.of(letters.split(""))));
    }

    private static NamePart mark(int chars) {
        if (chars < NameMark.LEAST_CHARS || chars > NameMark.MOST_CHARS) {
            throw new IllegalArgumentException("{mark:" + chars + "}: a mark has " + NameMark.LEAST_CHARS + " to "
                    + NameMark.MOST_CHARS + " characters");
        }
        return new Mark(chars);
    }
}
