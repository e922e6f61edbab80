package io.keycanary.detect;

/** Takes what a scan finds, in the order of the input. Called on the scanning thread. */
public interface ScanListener {
    /** A record concerns a token. */
    void matched(Match match);

    /** A watched identity obtained a temporary key. */
    default void learned(LearnedKey key) {}

    /** A record could not be understood; the scan goes on behind it. */
    default void malformed(MalformedRecord record) {}
}
