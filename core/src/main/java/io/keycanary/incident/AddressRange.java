package io.keycanary.incident;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses in CIDR notation (RFC 4632, RFC 4291), or a single address.
 *
 * @param text as the user wrote it
 */
public record AddressRange(String text) {
    /**
     * Checks the notation.
     *
     * @throws IllegalArgumentException when it is no range
     */
    public AddressRange {
        byte @Nullable [] address = SourceNetwork.address(base(text));
        int bits = address == null ? -1 : bits(text, address);
        if (address == null || bits < 0 || bits > address.length * 8) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no range of addresses, such as 198.51.100.0/24 or 2001:db8::/48");
        }
    }

    /** Its address as bytes, 4 or 16; bits beyond {@link #prefixBits} may be set. */
    public byte[] address() {
        return Objects.requireNonNull(SourceNetwork.address(base(text)), "checked when it was made");
    }

    /** How many bits of an address it fixes: 24 for a /24. */
    public int prefixBits() {
        return bits(text, address());
    }

    /** The address that a text is, as bytes; empty when it is none. Asks no resolver. */
    public static Optional<byte[]> literal(@Nullable String text) {
        return text == null ? Optional.empty() : Optional.ofNullable(SourceNetwork.address(text));
    }

    /** How many bits of an address it leaves open: 8 for a /24 of IPv4. */
    public int openBits() {
        byte @Nullable [] address = SourceNetwork.address(base(text));
        return address == null ? 0 : address.length * 8 - bits(text, address);
    }

    /** Whether it is one of IPv6. */
    public boolean v6() {
        return text.indexOf(':') >= 0;
    }

    /** Whether an address literal lies in it. */
    public boolean contains(@Nullable String sourceIp) {
        byte @Nullable [] own = SourceNetwork.address(base(text));
        byte @Nullable [] other = sourceIp == null ? null : SourceNetwork.address(sourceIp);
        if (own == null || other == null || own.length != other.length) {
            return false;
        }
        int bits = bits(text, own);
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >>> i % 8;
            if ((own[i / 8] & mask) != (other[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static String base(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    private static int bits(String text, byte[] address) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return address.length * 8;
        }
        String length = text.substring(slash + 1);
        return length.matches("\\d{1,3}") ? Integer.parseInt(length) : -1;
    }
}
