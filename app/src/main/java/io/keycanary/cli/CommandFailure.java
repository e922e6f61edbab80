package io.keycanary.cli;

/** A verb cannot do what was asked, for a reason that the caller can act on. The message is all that is shown. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Bad input: the message says what is wrong, where, and what to do. */
    public static CommandFailure badInput(String message) {
        return new CommandFailure(Exit.USAGE, message);
    }

    /** Something outside could not be read or reached, so that the answer is missing or incomplete. */
    public static CommandFailure incomplete(String message) {
        return new CommandFailure(Exit.INCOMPLETE, message);
    }

    /** It is not permitted. */
    public static CommandFailure refused(String message) {
        return new CommandFailure(Exit.REFUSED, message);
    }

    /** One of {@link Exit}. */
    int exitCode() {
        return exitCode;
    }
}
