package io.keycanary.incident;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a call came from, coarse enough to survive a change of address: the /24 of an IPv4, the /48 of an IPv6 address,
 * or the name of the AWS service that called.
 *
 * @param text {@code 198.51.100.0/24}, {@code 2001:db8:1::/48}, a service name, or {@code unknown}
 * @param linkable whether two tokens hit from it belong together; AWS-internal sources and unknown ones never do
 */
public record SourceNetwork(String text, boolean linkable) {
    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*(\\d{1,3}(\\.\\d{1,3}){3})?");
    private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9 .-]{1,128}");
    private static final SourceNetwork UNKNOWN = new SourceNetwork("unknown", false);

    /** The network of a {@code sourceIPAddress}. */
    public static SourceNetwork of(@Nullable String sourceIp) {
        if (sourceIp == null || sourceIp.isBlank()) {
            return UNKNOWN;
        }
        byte @Nullable [] address = address(sourceIp);
        if (address != null) {
            return new SourceNetwork(network(address), true);
        }
        return SERVICE.matcher(sourceIp).matches() ? new SourceNetwork(sourceIp, false) : UNKNOWN;
    }

    /** Only literals reach the resolver, so it never asks the network. */
    static byte @Nullable [] address(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (java.net.UnknownHostException e) {
            return null; // looks like an address and is none, such as 999.1.1.1
        }
    }

    private static String network(byte[] address) {
        int kept = address.length == 4 ? 3 : 6;
        byte[] prefix = Arrays.copyOf(Arrays.copyOf(address, kept), address.length);
        try {
            InetAddress network = InetAddress.getByAddress(prefix);
            return network instanceof Inet4Address ? network.getHostAddress() + "/24" : compressed(prefix) + "/48";
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("an address of " + address.length + " bytes", e);
        }
    }

    private static String compressed(byte[] prefix) {
        return "%x:%x:%x::".formatted(group(prefix, 0), group(prefix, 2), group(prefix, 4));
    }

    private static int group(byte[] address, int at) {
        return (address[at] & 0xFF) << 8 | address[at + 1] & 0xFF;
    }
}
