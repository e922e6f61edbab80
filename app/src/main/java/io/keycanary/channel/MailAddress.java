package io.keycanary.channel;

import io.keycanary.token.Printable;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Locale;

/** Mail addresses as a user sets them: exactly one each, and nothing that could become a second header line. */
final class MailAddress {
    private MailAddress() {}

    /** Reads an address that was checked when it was set. */
    static InternetAddress of(String text) throws AddressException {
        InternetAddress[] read = InternetAddress.parse(text, true);
        if (read.length != 1 || read[0].isGroup() || !text.equals(Printable.line(text, 320))) {
            throw new AddressException("not exactly one address");
        }
        read[0].validate();
        if (read[0].getAddress().indexOf('@') < 1) {
            throw new AddressException("no domain");
        }
        return read[0];
    }

    static void check(String channel, String field, String text) {
        try {
            of(text);
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    "alert channel '" + channel + "': '" + field + "' must be one mail address such as soc@example.org,"
                            + " not '" + Printable.line(text, 100) + "'",
                    e);
        }
    }

    /** What stands after the at sign. */
    static String domain(InternetAddress address) {
        String text = address.getAddress();
        return text.substring(text.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether a server's name can only mean this machine. */
    static boolean loopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("::1");
    }
}
