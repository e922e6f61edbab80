package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Tells a file in the form in which CloudTrail writes to S3 ("CloudTrail log file examples"): {@code
 * {"Records":[{"eventVersion":"1.08","userIdentity":...},{"eventVersion":"1.08","userIdentity":...}]}}. Insight files have
 * no identity there.
 */
final class WholeFile {
    private static final byte[] HEAD = "{\"Records\":[".getBytes(ISO_8859_1);
    private static final byte[] VERSION = "{\"eventVersion\":\"".getBytes(ISO_8859_1);
    private static final byte[] IDENTITY = "\",\"userIdentity\":".getBytes(ISO_8859_1);
    private static final int LONGEST_VERSION = 8;

    /** Where the first record of such a file begins. */
    static final int FIRST_RECORD = HEAD.length;

    private WholeFile() {}

    /**
     * Whether a file begins and ends so. Such a file that holds no anchor cannot hold a match, and its records can be
     * counted by their beginnings; to cut it would cost more than all the rest.
     */
    static boolean isAsAwsWrites(byte[] data, int length) {
        int end = length;
        while (end > 0 && JsonBytes.isSpace(data[end - 1])) {
            end--;
        }
        return end > HEAD.length + 3
                && Bytes.startsWith(data, 0, end, HEAD)
                && beginsRecord(data, HEAD.length, end)
                && data[end - 3] == '}'
                && data[end - 2] == ']'
                && data[end - 1] == '}';
    }

    /** Whether a record begins at {@code at}: no other object has these two members first. */
    static boolean beginsRecord(byte[] data, int at, int to) {
        if (!beginsLikeRecord(data, at, to)) {
            return false;
        }
        int end = at + VERSION.length;
        while (end < to && end - at - VERSION.length < LONGEST_VERSION && data[end] != '"') {
            end++;
        }
        return Bytes.startsWith(data, end, to, IDENTITY);
    }

    /** Whether an object begins at {@code at} that may be a record, or an Insight event. */
    static boolean beginsLikeRecord(byte[] data, int at, int to) {
        return Bytes.startsWith(data, at, to, VERSION);
    }

    /** Index behind the object that begins at {@code from}, by its braces outside of strings; -1 when it is not closed. */
    static int objectEnd(byte[] data, int from, int to) {
        int depth = 0;
        for (int p = from; p < to; p++) {
            byte c = data[p];
            if (c == '"') {
                p = JsonBytes.stringEnd(data, p + 1, to);
                if (p < 0) {
                    return -1;
                }
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return p + 1;
            }
        }
        return -1;
    }
}
