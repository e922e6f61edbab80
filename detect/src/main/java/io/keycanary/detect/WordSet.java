package io.keycanary.detect;

/**
 * A set of byte strings that may say yes by mistake (one in 2^40 or so) and never no: 64-bit hashes with open
 * addressing. Looking up costs the same for one string and for a million.
 */
final class WordSet {
    private long[] slots = new long[16];
    private int size;

    void add(byte[] word) {
        if (2 * size >= slots.length) {
            grow();
        }
        if (put(Bytes.hash(word, 0, word.length))) {
            size++;
        }
    }

    boolean mayContain(byte[] data, int from, int to) {
        if (size == 0) {
            return false;
        }
        long hash = Bytes.hash(data, from, to);
        int mask = slots.length - 1;
        for (int i = (int) hash & mask; slots[i] != 0; i = i + 1 & mask) {
            if (slots[i] == hash) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return size == 0;
    }

    private boolean put(long hash) {
        int mask = slots.length - 1;
        int i = (int) hash & mask;
        while (slots[i] != 0 && slots[i] != hash) {
            i = i + 1 & mask;
        }
        boolean added = slots[i] == 0;
        slots[i] = hash;
        return added;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (long hash : old) {
            if (hash != 0) {
                put(hash);
            }
        }
    }
}
