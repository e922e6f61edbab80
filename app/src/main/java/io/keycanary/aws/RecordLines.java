package io.keycanary.aws;

import java.nio.charset.StandardCharsets;

/** Gathers records to a batch of a bounded size, one a line. */
final class RecordLines {
    private static final int MOST_CHARS = 4 << 20;

    private final StringBuilder lines = new StringBuilder();

    void add(String record) {
        lines.append(record).append('\n');
    }

    boolean isFull() {
        return lines.length() >= MOST_CHARS;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** What was gathered; begins anew. */
    byte[] take() {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        lines.setLength(0);
        return bytes;
    }
}
