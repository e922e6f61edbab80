package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Tells a file in the form in which CloudTrail writes to S3 ("CloudTrail log file examples"): {@code
 * {"Records":[{"eventVersion":...},{"eventVersion":...}]}}.
 */
final class WholeFile {
    private static final byte[] HEAD = "{\"Records\":[{\"eventVersion\":\"".getBytes(ISO_8859_1);

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
                && data[end - 3] == '}'
                && data[end - 2] == ']'
                && data[end - 1] == '}';
    }
}
