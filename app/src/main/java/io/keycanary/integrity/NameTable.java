package io.keycanary.integrity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.stream.IntStream;

/**
 * The names of very many files in 17 to 35 bytes each: a hash of each name instead of the name. The hash is salted at
 * random, so that nobody can make a name that passes for another. Filled by one thread, then read and marked by several.
 */
final class NameTable {
    private static final byte[] SALT = new byte[16];

    static {
        new SecureRandom().nextBytes(SALT);
    }

    private long[] hashes = new long[1024];
    private int[] places = new int[1024];
    private byte[] marks = new byte[1024];
    private int size;

    /** Adds a file; the same name may lie in several places. */
    void add(String name, int place) {
        if (size * 4L > hashes.length * 3L) {
            grow();
        }
        put(hash(name), place + 1);
        size++;
    }

    private void put(long hash, int placePlusOne) {
        int at = slot(hash);
        while (places[at] != 0) {
            at = at + 1 & hashes.length - 1;
        }
        hashes[at] = hash;
        places[at] = placePlusOne;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldPlaces = places;
        hashes = new long[oldHashes.length * 2];
        places = new int[hashes.length];
        marks = new byte[hashes.length];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldPlaces[i] != 0) {
                put(oldHashes[i], oldPlaces[i]);
            }
        }
    }

    /** The places of a name. */
    int[] places(String name) {
        return slots(name).map(at -> places[at] - 1).toArray();
    }

    /** Remembers that a digest lists this name. */
    void mark(String name) {
        slots(name).forEach(at -> marks[at] = 1);
    }

    /** Whether a digest lists it. */
    boolean marked(String name) {
        return slots(name).anyMatch(at -> marks[at] != 0);
    }

    private IntStream slots(String name) {
        long hash = hash(name);
        return IntStream.iterate(slot(hash), at -> places[at] != 0, at -> at + 1 & hashes.length - 1)
                .filter(at -> hashes[at] == hash);
    }

    private int slot(long hash) {
        return (int) hash & hashes.length - 1;
    }

    private static long hash(String name) {
        MessageDigest sha256 = Sha256.start();
        sha256.update(SALT);
        return ByteBuffer.wrap(sha256.digest(name.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
