package io.keycanary.bench.corpus;

import org.jspecify.annotations.Nullable;

/**
 * One line of the manifest: a decoy in a record.
 *
 * @param file relative to the corpus
 * @param index zero-based ordinal of the record in the file
 * @param kind {@code use}, {@code tamper} or {@code exposure}; null for a trap, which must not match
 * @param what how the decoy occurs
 */
public record Expected(
        String file,
        long index,
        String eventId,
        String token,
        @Nullable String kind,
        String what) {}
