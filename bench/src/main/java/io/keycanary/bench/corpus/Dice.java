package io.keycanary.bench.corpus;

import java.util.List;

/**
 * Choices that follow from a seed, the same on every machine and JDK. SplitMix64 (Steele, Lea, Flood 2014), written out
 * because the JDK does not promise that its generators stay as they are.
 */
final class Dice {
    private static final String HEX = "0123456789abcdef";
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /** Dice of their own for one part of the whole: parts can be made in any order and by any thread. */
    static Dice of(long seed, String part, long ordinal) {
        Dice dice = new Dice(seed * 31 + part.hashCode());
        return new Dice(dice.next() ^ ordinal * 0x9e3779b97f4a7c15L);
    }

    long next() {
        state += 0x9e3779b97f4a7c15L;
        long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** From 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) ((next() >>> 33) * bound >>> 31);
    }

    /** Both ends included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    boolean oneIn(int n) {
        return below(n) == 0;
    }

    <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }

    /** Picks the first ones far more often than the last ones, as real names are used. */
    <T> T pickOften(List<T> from) {
        double u = (next() >>> 11) * 0x1p-53;
        return from.get((int) (from.size() * u * u * u));
    }

    String hex(int length) {
        return text(HEX, length);
    }

    String base32(int length) {
        return text(BASE32, length);
    }

    String base64(int length) {
        return text(BASE64, length);
    }

    String digits(int length) {
        return text("0123456789", length);
    }

    private String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(below(alphabet.length())));
        }
        return text.toString();
    }

    /** A random UUID (RFC 9562, version 4). */
    String uuid() {
        return new java.util.UUID(next() & ~0xf000L | 0x4000L, next() & ~(3L << 62) | 2L << 62).toString();
    }
}
