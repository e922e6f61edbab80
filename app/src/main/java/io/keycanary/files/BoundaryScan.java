package io.keycanary.files;

/**
 * Finds where a plain file may be cut without cutting a record, while it is still being written.
 *
 * <p>Idea: count braces outside of strings; where the count returns to zero a top-level value is complete. That serves
 * one record per line, concatenated records and a {@code {"Records":[...]}} document alike: the last is complete only at
 * its end. A broken record must not hold up what follows, so two things that JSON forbids (RFC 8259) end it: a line
 * break within a string, and a line that begins with a brace where a comma is missing. Cutting at line ends alone was
 * rejected: a document over several lines would be torn.
 */
final class BoundaryScan {
    private long position;
    private long boundary;
    private int depth;
    private boolean inString;
    private boolean escaped;
    private boolean lineBegins = true;
    private byte before = '\n';

    /** Begins at a boundary. */
    BoundaryScan(long start) {
        position = start;
        boundary = start;
    }

    /** How far it has looked. */
    long position() {
        return position;
    }

    /** The last place to cut. */
    long boundary() {
        return boundary;
    }

    void take(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            position++;
            byte b = bytes[i];
            if (b == '\n') {
                lineEnds();
            } else if (inString) {
                inString(b);
            } else if (b != ' ' && b != '\t' && b != '\r') {
                outside(b);
            }
        }
    }

    private void lineEnds() {
        if (inString || depth == 0) {
            depth = 0;
            inString = false;
            escaped = false;
            boundary = position;
        }
        lineBegins = true;
    }

    private void inString(byte b) {
        if (escaped) {
            escaped = false;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            inString = false;
        }
    }

    private void outside(byte b) {
        switch (b) {
            case '{' -> opens();
            case '[' -> depth += depth > 0 ? 1 : 0;
            case '}', ']' -> closes();
            case '"' -> inString = depth > 0;
            default -> {}
        }
        lineBegins = false;
        before = b;
    }

    private void opens() {
        boolean mayFollow = before == ',' || before == ':' || before == '[';
        if (depth > 0 && lineBegins && !mayFollow) {
            depth = 0;
            boundary = position - 1;
        }
        depth++;
    }

    private void closes() {
        if (depth > 0 && --depth == 0) {
            boundary = position;
        }
    }
}
