package io.keycanary.cli;

/** Exit codes, the same for every verb. */
public final class Exit {
    /** All is well, or nothing was found. */
    public static final int OK = 0;
    /** Something was found that the caller asked about: matches, findings, a failed drill, a problem. */
    public static final int FOUND = 1;
    /** Wrong usage or configuration. */
    public static final int USAGE = 2;
    /** The answer is incomplete: damaged input, something that cannot be reached, interrupted. */
    public static final int INCOMPLETE = 3;
    /** Refused: not permitted. */
    public static final int REFUSED = 4;

    private Exit() {}
}
