package io.keycanary.source;

/** What became of a batch. After {@link Retry} its source offers it again. */
public sealed interface Outcome {
    /** Stored, with everything found in it and its checkpoint. */
    record Done() implements Outcome {}

    /** Nothing is stored; offer it again. */
    record Retry(String reason) implements Outcome {}

    /** Broken from some place on: what could be read is stored, the rest is noted in quarantine. Go on. */
    record Reject(String reason) implements Outcome {}
}
