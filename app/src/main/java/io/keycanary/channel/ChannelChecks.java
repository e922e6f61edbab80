package io.keycanary.channel;

import io.keycanary.token.Printable;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/** What the settings of several channels are checked for. */
final class ChannelChecks {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d{1,2}");

    private ChannelChecks() {}

    static void name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw bad(name, "the name must be 1 to 63 of a-z, 0-9, '.', '_' and '-', and begin with a letter or digit");
        }
    }

    static void time(String name, String field, Duration value, int maxSeconds) {
        if (value.toMillis() < 1 || value.compareTo(Duration.ofSeconds(maxSeconds)) > 0) {
            throw bad(name, field + " must be more than 0 and at most " + maxSeconds + " s, not " + value);
        }
    }

    static void api(String name, URI api) {
        if (!SecretUrl.safe(api)) {
            throw bad(name, "api must be an https address with a host: a secret travels there");
        }
    }

    static void region(String name, String region) {
        if (!REGION.matcher(region).matches()) {
            throw bad(name, "region must be one such as eu-west-1, not '" + Printable.line(region, 60) + "'");
        }
    }

    static IllegalArgumentException bad(String name, String what) {
        return new IllegalArgumentException("alert channel '" + Printable.line(name, 80) + "': " + what);
    }
}
