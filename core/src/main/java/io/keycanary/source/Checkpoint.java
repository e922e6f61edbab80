package io.keycanary.source;

/**
 * How far a source was read.
 *
 * @param source the source's own stable name
 * @param position opaque to everyone but the source
 */
public record Checkpoint(String source, String position) {}
