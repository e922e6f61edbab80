package io.keycanary.bench.corpus;

/**
 * What one folder of the corpus holds.
 *
 * @param records 0 for damaged files, of which nobody can say
 * @param bytes plain; of odd and damaged files as they are stored
 * @param packed as stored
 */
public record Stock(int files, long records, long bytes, long packed) {}
