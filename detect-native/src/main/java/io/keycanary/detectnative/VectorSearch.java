package io.keycanary.detectnative;

import static jdk.incubator.vector.VectorOperators.EQ;

import io.keycanary.detect.AnchorSearch;
import io.keycanary.detect.Spots;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Compares as many bytes at a time as a vector register holds. Three loads a step give each byte, the second and the
 * fourth from it.
 */
final class VectorSearch implements AnchorSearch {
    private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
    /** The distance of the farthest byte that a step looks at from its own last one. */
    private static final int AHEAD = 3;

    @Override
    public int next(byte[] data, int from, int to, Spots spots) {
        int last = to - SPECIES.length() - AHEAD;
        int p = from;
        for (; p <= last; p += SPECIES.length()) {
            for (long found = spots(data, p); found != 0; found &= found - 1) {
                int at = p + Long.numberOfTrailingZeros(found);
                if (spots.visit(data, at, from, to)) {
                    return at;
                }
            }
        }
        return AnchorSearch.tail(data, p, from, to, spots);
    }

    /** A bit for each spot: {@code A..A}, {@code :u}, {@code .a}, <code>,&#123;</code> and backslashes. */
    private static long spots(byte[] data, int at) {
        ByteVector here = ByteVector.fromArray(SPECIES, data, at);
        ByteVector second = ByteVector.fromArray(SPECIES, data, at + 1);
        ByteVector fourth = ByteVector.fromArray(SPECIES, data, at + AHEAD);
        VectorMask<Byte> found = fourth.compare(EQ, (byte) 'A', here.eq((byte) 'A'))
                .or(second.compare(EQ, (byte) 'u', here.eq((byte) ':')))
                .or(second.compare(EQ, (byte) 'a', here.eq((byte) '.')))
                .or(second.compare(EQ, (byte) '{', here.eq((byte) ',')))
                .or(here.eq((byte) '\\'));
        return found.toLong();
    }
}
