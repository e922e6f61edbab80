package io.keycanary.cli;

/**
 * One thing that {@code doctor} looked at.
 *
 * @param detail what was seen and, unless all is well, what to do; may quote hostile text
 */
public record Check(String subject, Finding finding, String detail) {
    /** How it stands. */
    public enum Finding {
        /** As it should be. */
        OK,
        /** Something to know, which breaks nothing. */
        NOTE,
        /** Wrong: it must be mended. */
        WRONG
    }

    /** As it should be. */
    public static Check ok(String subject, String detail) {
        return new Check(subject, Finding.OK, detail);
    }

    /** Something to know. */
    public static Check note(String subject, String detail) {
        return new Check(subject, Finding.NOTE, detail);
    }

    /** Wrong. */
    public static Check wrong(String subject, String detail) {
        return new Check(subject, Finding.WRONG, detail);
    }
}
