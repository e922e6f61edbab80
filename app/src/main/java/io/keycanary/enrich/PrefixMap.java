package io.keycanary.enrich;

import io.keycanary.incident.AddressRange;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Values for ranges of addresses; the narrowest range that holds an address decides. */
final class PrefixMap<V> {
    /** Values by masked address, for each length of prefix in use, the longest first; IPv4 and IPv6 never meet. */
    private final Map<Integer, Map<ByteBuffer, V>> byLength = new TreeMap<>(Comparator.reverseOrder());

    private int size;

    /** Adds a range; the same range again replaces its value. */
    void put(AddressRange range, V value) {
        if (alike(range).put(masked(range.address(), range.prefixBits()), value) == null) {
            size++;
        }
    }

    /** Adds a range, unless that range has a value. */
    void putIfAbsent(AddressRange range, V value) {
        if (alike(range).putIfAbsent(masked(range.address(), range.prefixBits()), value) == null) {
            size++;
        }
    }

    private Map<ByteBuffer, V> alike(AddressRange range) {
        return byLength.computeIfAbsent(range.prefixBits(), length -> new HashMap<>());
    }

    Optional<V> find(byte[] address) {
        for (Map.Entry<Integer, Map<ByteBuffer, V>> length : byLength.entrySet()) {
            if (length.getKey() <= address.length * 8) {
                V value = length.getValue().get(masked(address, length.getKey()));
                if (value != null) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }

    int size() {
        return size;
    }

    private static ByteBuffer masked(byte[] address, int bits) {
        byte[] masked = address.clone();
        for (int at = bits; at < masked.length * 8; at++) {
            masked[at / 8] &= (byte) ~(0x80 >>> at % 8);
        }
        return ByteBuffer.wrap(masked);
    }
}
