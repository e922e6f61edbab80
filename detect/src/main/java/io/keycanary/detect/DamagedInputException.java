package io.keycanary.detect;

import java.io.IOException;

/** The compressed bytes are broken from here on; thrown after everything readable before it was handed out. */
public final class DamagedInputException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param reason why, in words for a person */
    public DamagedInputException(String reason) {
        super(reason);
    }
}
