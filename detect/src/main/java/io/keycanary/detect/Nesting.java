package io.keycanary.detect;

import java.util.Arrays;

/** Which brackets are open, one bit for each, so that no depth of nesting costs a stack frame. */
final class Nesting {
    /** Deeper than any record may be; from there on only the depth is known. */
    private static final int TRACKED = 1 << 26;

    private long[] objects = new long[2];
    private long depth;

    void clear() {
        depth = 0;
    }

    void open(boolean object) {
        if (depth < TRACKED) {
            int word = (int) (depth >> 6);
            if (word == objects.length) {
                objects = Arrays.copyOf(objects, 2 * word);
            }
            long bit = 1L << depth;
            objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
        }
        depth++;
    }

    /** Whether the innermost open bracket is of this kind; it is closed. */
    boolean close(boolean object) {
        depth--;
        return depth >= TRACKED || isObject(depth) == object;
    }

    /** Whether the innermost open bracket is an object. */
    boolean inObject() {
        return depth > 0 && isObject(depth - 1);
    }

    boolean isEmpty() {
        return depth == 0;
    }

    private boolean isObject(long at) {
        return (objects[(int) (at >> 6)] & 1L << at) != 0;
    }
}
