package io.keycanary.detect;

/**
 * Looks whether a watched user's name stands in the record of a given spot, without parsing the record. Walks the
 * record once, string by string. Where it cannot be sure of the record's beginning it says yes.
 */
final class NameWalk {
    /** How far behind a record's beginning AWS writes the service: behind the identity. */
    private static final int FARTHEST = 1 << 13;

    private final IndexImage image;

    NameWalk(IndexImage image) {
        this.image = image;
    }

    /**
     * Whether the record around {@code at}, which lies inside a string, may hold a watched user's name.
     *
     * @param record where a record began before {@code at}, as far as known; -1 when none is known
     */
    boolean mayStandBeside(byte[] data, int at, int record, int from, int to) {
        int start = record >= 0 ? record : beginning(data, at, from);
        return start < 0 || mayHold(data, start, at, to);
    }

    /** The last beginning of a record before {@code at}; quotes that are not escaped stand in no string. */
    private static int beginning(byte[] data, int at, int from) {
        for (int p = at - 1; p >= Math.max(from, at - FARTHEST); p--) {
            if (data[p] == '{' && WholeFile.beginsLikeRecord(data, p, at)) {
                return p;
            }
        }
        return -1;
    }

    /** True also when what begins at {@code start} is not a whole object with {@code at} in a member of its own. */
    private boolean mayHold(byte[] data, int start, int at, int to) {
        int depth = 0;
        boolean inside = false;
        for (int p = start; p < to; p++) {
            byte c = data[p];
            if (c == '"') {
                int end = JsonBytes.stringEnd(data, p + 1, to);
                if (end < 0 || isName(data, p + 1, end)) {
                    return true;
                }
                inside |= depth == 1 && p < at && at < end;
                p = end;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return !inside;
            }
        }
        return true;
    }

    private boolean isName(byte[] data, int from, int end) {
        return end > from && image.mayBeName(data, from, end) && image.hasName(data, from, end);
    }
}
