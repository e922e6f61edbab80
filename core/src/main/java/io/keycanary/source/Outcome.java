package io.keycanary.source;

/** What became of a batch. Only {@link Done} allows its source to go on behind it for good. */
public sealed interface Outcome {
    /** Stored, with everything found in it and its checkpoint. */
    record Done() implements Outcome {}

    /** Nothing is stored; offer it again. */
    record Retry(String reason) implements Outcome {}

    /** It can never be read; kept in quarantine, go on. */
    record Reject(String reason) implements Outcome {}
}
