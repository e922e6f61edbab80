package io.keycanary.pipeline;

/** A filter pattern that CloudWatch Logs would refuse, or that this program cannot evaluate. */
public final class BadPatternException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int position;

    BadPatternException(int position, String reason) {
        super("filter pattern, character " + (position + 1) + ": " + reason);
        this.position = position;
    }

    /** Zero-based index of the character where it goes wrong; the length of the pattern when it ends too early. */
    public int position() {
        return position;
    }
}
