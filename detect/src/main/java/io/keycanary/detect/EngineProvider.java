package io.keycanary.detect;

import org.jspecify.annotations.Nullable;

/** One way to do a part of the detector's work, which may need what is not everywhere. */
public interface EngineProvider {
    /** Its name for people, such as {@code libdeflate}. */
    String name();

    /** Compressed bytes to scan from which on it saves more time than it takes to start. */
    default long paysFromBytes() {
        return 0;
    }

    /** Why it does not work here, and what would help; null when it works. Finding out may take some milliseconds. */
    default @Nullable String obstacle() {
        return null;
    }
}
