package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.stream.IntStream;

/**
 * Decides about the spots of a text that an {@link AnchorSearch} comes by: a search knows only that two bytes stand
 * there, this knows what is watched. An anchor is a spot without which no rule can match, so that a text without any
 * need not be parsed:
 *
 * <ul>
 *   <li>{@code A..A} that begins a watched key id or principal id, as all of AWS's ids do
 *   <li>{@code :user/} in a watched user's ARN
 *   <li>{@code .amazonaws.} behind {@code iam} or {@code signin}, whose records name users without any identifier, when
 *       a watched name stands in the same record
 *   <li>a backslash of an escape that could hide one of these: <code>&#92;u00..</code> for a character that occurs in
 *       them, {@code \/}
 * </ul>
 *
 * <p>{@code ,{} is an anchor only where an object begins nearly as a record does; where one begins it is counted. One object serves one scan on one thread.
 */
public final class Spots {
    private static final byte[] USER = ":user/".getBytes(ISO_8859_1);
    private static final byte[] HOST = ".amazonaws.".getBytes(ISO_8859_1);
    private static final byte[] IAM = "\"iam".getBytes(ISO_8859_1);
    private static final byte[] SIGN_IN = "\"signin".getBytes(ISO_8859_1);
    private static final byte[] EVENT_SOURCE = "\"eventSource\":".getBytes(ISO_8859_1);

    private final IndexImage image;
    private final NameWalk names;
    private final WordSet learned = new WordSet();
    private int[] wordLengths;
    private final boolean[] escapable;
    private final boolean beyondAscii;
    private long records;
    private int record = -1;

    Spots(TokenIndex index) {
        image = index.image();
        names = new NameWalk(image);
        wordLengths = image.wordLengths();
        escapable = index.escapable();
        beyondAscii = index.sensors().isBeyondAscii();
        index.sessionKeys().keySet().forEach(this::learn);
    }

    /** The blocks by which a search finds the spots that it has to visit, but for identifiers and escapes. */
    long[] blocks() {
        return image.blocks();
    }

    /** Another text begins: what was seen in the last one tells nothing about it. */
    void begin() {
        record = -1;
    }

    /** From now on this identifier is an anchor too. */
    void learn(String identifier) {
        byte[] word = identifier.getBytes(ISO_8859_1);
        learned.add(word);
        wordLengths = IntStream.concat(IntStream.of(wordLengths), IntStream.of(word.length))
                .distinct()
                .toArray();
    }

    /** How many records began at the spots that were visited, but for a first one, which has no comma before it. */
    long records() {
        return records;
    }

    /**
     * Whether the spot at {@code at} is an anchor. Never says no to one; may say yes where no rule will match.
     *
     * @param data JSON text, as it stands in the input
     * @param at a spot: {@code A..A}, {@code :u}, {@code .a}, {@code ,{} or a backslash; any other byte is no anchor
     * @param from beginning of the text
     * @param to end of the text
     */
    public boolean visit(byte[] data, int at, int from, int to) {
        return switch (data[at]) {
            case 'A' -> isIdentifier(data, at, from, to);
            case ':' -> isUserArn(data, at, from, to);
            case '.' -> namesUser(data, at, from, to);
            case '\\' -> isEscape(data, at, to);
            case ',' -> isDoubtfulRecord(data, at + 1, to);
            default -> false;
        };
    }

    /** Counts what begins a record; what only may begin one has to be looked at. */
    private boolean isDoubtfulRecord(byte[] data, int at, int to) {
        if (!WholeFile.beginsLikeRecord(data, at, to)) {
            return false;
        }
        record = at;
        boolean doubtful = !WholeFile.beginsRecord(data, at, to);
        records += doubtful ? 0 : 1;
        return doubtful;
    }

    private boolean isIdentifier(byte[] data, int at, int from, int to) {
        for (int length : wordLengths) {
            int end = at + length;
            if (end <= to && mayEndWord(data, end) && isWord(data, at, end, from, to) && isWatched(data, at, end)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayEndWord(byte[] data, int end) {
        return image.mayEndWord(data, end) || !learned.isEmpty();
    }

    /** Whether a word does not go on at either side. */
    private static boolean isWord(byte[] data, int start, int end, int from, int to) {
        return (start == from || !JsonBytes.isWord(data[start - 1])) && (end == to || !JsonBytes.isWord(data[end]));
    }

    /** Whether this word is watched. */
    boolean isWatched(byte[] data, int from, int to) {
        return image.hasWord(data, from, to) || learned.mayContain(data, from, to);
    }

    private boolean isUserArn(byte[] data, int at, int from, int to) {
        int account = at - IndexLayout.ACCOUNT_DIGITS;
        if (account < from || !image.hasUsers() || !Bytes.startsWith(data, at, to, USER)) {
            return false;
        }
        int end = at + USER.length;
        while (end < to && data[end] > 0x20 && data[end] != '"' && data[end] != '\\') {
            end++;
        }
        return image.hasUserArn(data, account, end);
    }

    private boolean namesUser(byte[] data, int at, int from, int to) {
        if (!image.hasUsers() || !Bytes.startsWith(data, at, to, HOST)) {
            return false;
        }
        int quote = Bytes.endsWith(data, at, from, IAM)
                ? at - IAM.length
                : Bytes.endsWith(data, at, from, SIGN_IN) ? at - SIGN_IN.length : -1;
        if (quote < 0 || quote > from && isOtherMember(data, quote, from)) {
            return false;
        }
        return names.mayStandBeside(data, at, record > from && record < at ? record : -1, from, to);
    }

    /** Whether the string that begins at {@code quote} is surely not the value of {@code eventSource}. */
    private static boolean isOtherMember(byte[] data, int quote, int from) {
        byte before = data[quote - 1];
        if (before != ':') {
            return before == ',' || before == '[';
        }
        return quote - 2 >= from && data[quote - 2] == '"' && !Bytes.endsWith(data, quote, from, EVENT_SOURCE);
    }

    private boolean isEscape(byte[] data, int at, int to) {
        if (at + 1 >= to) {
            return false;
        }
        if (data[at + 1] == '/') {
            return escapable['/'];
        }
        if (data[at + 1] != 'u') {
            return false;
        }
        int c = JsonBytes.hex4(data, at + 2, to);
        return c >= 0 && (c < escapable.length ? escapable[c] : beyondAscii);
    }
}
