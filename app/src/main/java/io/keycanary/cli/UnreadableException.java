package io.keycanary.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Something outside cannot be read. The message is all that is shown: it says why, and what to do. */
public final class UnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With the message, and what led to it, if anything did. */
    public UnreadableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Why an input cannot be read, in words. */
    static String reason(IOException e) {
        return switch (e) {
            case UnreadableException inWords -> String.valueOf(inWords.getMessage());
            case java.nio.file.AccessDeniedException denied -> "this user may not read it";
            case java.nio.file.NoSuchFileException gone -> "it is not there, or not any more";
            default -> e.getClass().getSimpleName() + ": " + e.getMessage();
        };
    }
}
