package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.BitSet;

/**
 * What a search looks for in raw text: the spots without which no rule can match, so that a record without any of them
 * need not be parsed.
 *
 * <ul>
 *   <li>a word (a longest run of {@code \w}) that is a watched key id or principal id
 *   <li>the account of a watched user ARN, followed by the rest of that ARN
 *   <li>{@code iam.amazonaws.com} and {@code signin.amazonaws.com}, when user names are watched
 *   <li>the longest word of a sensor's name
 *   <li>an escape that could hide one of these: <code>&#92;u00..</code> for a character that occurs in them, {@code \/}
 * </ul>
 */
public final class Anchors {
    private static final byte[] HOST = "amazonaws".getBytes(ISO_8859_1);
    private static final byte[] USER = ":user/".getBytes(ISO_8859_1);
    private static final int ACCOUNT_DIGITS = 12;
    private static final int SHORTEST_IDENTIFIER = 16;

    private final WordSet words;
    private final WordSet learned = new WordSet();
    private final BitSet lengths;
    private final WordSet arns;
    private final boolean[] escapable;
    private final boolean anyEscape;
    private final int shortestWord;

    private Anchors(Builder from) {
        words = from.words;
        lengths = from.lengths;
        arns = from.arns;
        escapable = from.escapable;
        anyEscape = from.anyEscape;
        int shortest = lengths.isEmpty() ? SHORTEST_IDENTIFIER : lengths.nextSetBit(0);
        shortestWord = arns.isEmpty() ? shortest : Math.min(shortest, HOST.length);
    }

    private Anchors(Anchors from) {
        words = from.words;
        lengths = (BitSet) from.lengths.clone();
        arns = from.arns;
        escapable = from.escapable;
        anyEscape = from.anyEscape;
        shortestWord = from.shortestWord;
    }

    /** A copy that may {@link #learn}; the large sets are shared. */
    Anchors forScan() {
        return new Anchors(this);
    }

    /** From now on this identifier is an anchor too. */
    void learn(String identifier) {
        learned.add(identifier.getBytes(UTF_8));
        lengths.set(identifier.length());
    }

    /** No anchor is found in a word shorter than this. */
    public int shortestWord() {
        return shortestWord;
    }

    /** Whether the word (a longest run of {@code \w}) in {@code [from, to)} is an anchor; {@code end} bounds the data. */
    public boolean isAnchor(byte[] data, int from, int to, int end) {
        int length = to - from;
        if (lengths.get(length) && (words.mayContain(data, from, to) || learned.mayContain(data, from, to))) {
            return true;
        }
        if (arns.isEmpty()) {
            return false;
        }
        return length == ACCOUNT_DIGITS && isUserArn(data, from, end)
                || length == HOST.length && isNamingService(data, from, end);
    }

    /** Whether the backslash at {@code at} begins an escape that may hide an anchor. */
    public boolean isEscape(byte[] data, int at, int end) {
        if (at + 1 >= end) {
            return false;
        }
        if (data[at + 1] == '/') {
            return escapable['/'];
        }
        if (data[at + 1] != 'u') {
            return false;
        }
        int c = JsonBytes.hex4(data, at + 2, end);
        return c >= 0 && (c < escapable.length ? escapable[c] : anyEscape);
    }

    private boolean isUserArn(byte[] data, int account, int end) {
        int p = account + ACCOUNT_DIGITS;
        if (!startsWith(data, p, end, USER)) {
            return false;
        }
        while (p < end && data[p] > 0x20 && data[p] != '"' && data[p] != '\\') {
            p++;
        }
        return arns.mayContain(data, account, p);
    }

    /** IAM and the sign-in service name users without any identifier. */
    private static boolean isNamingService(byte[] data, int at, int end) {
        return startsWith(data, at, end, HOST)
                && (at >= 4 && startsWith(data, at - 4, end, "iam.".getBytes(ISO_8859_1))
                        || at >= 7 && startsWith(data, at - 7, end, "signin.".getBytes(ISO_8859_1)));
    }

    private static boolean startsWith(byte[] data, int at, int end, byte[] what) {
        if (end - at < what.length) {
            return false;
        }
        for (int i = 0; i < what.length; i++) {
            if (data[at + i] != what[i]) {
                return false;
            }
        }
        return true;
    }

    /** Collects what is watched. */
    static final class Builder {
        private final WordSet words = new WordSet();
        private final BitSet lengths = new BitSet();
        private final WordSet arns = new WordSet();
        private final boolean[] escapable = new boolean[128];
        private boolean anyEscape;

        Builder() {
            // Identifiers, member names and services are made of these; quotes and backslashes matter inside of
            // strings.
            for (int c = 0; c < escapable.length; c++) {
                escapable[c] = JsonBytes.isWord((byte) c) || c == '.' || c == '"' || c == '\\';
            }
        }

        void identifier(String value) {
            word(value);
        }

        void userArn(String arn) {
            arns.add(arn.substring(arn.indexOf("::") + 2).getBytes(UTF_8));
            escapes(arn);
        }

        void sensorName(String name) {
            String longest = "";
            for (String part : name.split("\\W+")) {
                longest = part.length() > longest.length() ? part : longest;
            }
            // A name without any word: every record holds a word that begins so, and has to be looked at.
            word(longest.isEmpty() ? "eventVersion" : longest);
            escapes(name);
        }

        Anchors build() {
            return new Anchors(this);
        }

        private void word(String word) {
            words.add(word.getBytes(UTF_8));
            lengths.set(word.length());
        }

        private void escapes(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < escapable.length) {
                    escapable[text.charAt(i)] = true;
                } else {
                    anyEscape = true;
                }
            }
        }
    }
}
