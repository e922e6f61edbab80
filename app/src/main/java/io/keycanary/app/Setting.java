package io.keycanary.app;

import io.keycanary.audit.Area;
import io.keycanary.cli.CommandFailure;
import io.keycanary.token.NamePattern;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;

/**
 * One value as the user wrote it.
 *
 * @param place file and line, or the variable of the environment
 */
record Setting(String name, String value, String place) {
    int port() {
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65_535) {
            throw wrong("a port, 0 to 65535");
        }
        return Integer.parseInt(value);
    }

    String account() {
        if (!value.matches("\\d{12}")) {
            throw wrong("12 digits in quotes, as an account id has");
        }
        return value;
    }

    URI url() {
        try {
            URI url = new URI(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw wrong("an address such as https://keycanary.example.org (" + e.getReason() + ")");
        }
        throw wrong("an address such as https://keycanary.example.org");
    }

    Duration duration() {
        if (!value.matches("[1-9]\\d{0,3}[mhd]")) {
            throw wrong("a time such as 15m, 8h or 1d");
        }
        long amount = Long.parseLong(value.substring(0, value.length() - 1));
        return switch (value.charAt(value.length() - 1)) {
            case 'm' -> Duration.ofMinutes(amount);
            case 'h' -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    Area area() {
        return EnumSet.complementOf(EnumSet.of(Area.USERS, Area.PLACES)).stream()
                .filter(area -> area.word().equals(value))
                .findFirst()
                .orElseThrow(
                        () -> wrong(
                                "one of keys, sign-in, ssh-keys, service-credentials, simulator, resources, pipeline, guardrail"));
    }

    boolean truth() {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("true or false");
        };
    }

    String text() {
        if (value.isBlank()) {
            throw wrong("a text");
        }
        return value;
    }

    NamePattern namePattern() {
        try {
            return NamePattern.of(value);
        } catch (IllegalArgumentException e) {
            throw wrong("a pattern of user names as svc-{word}-{word}: " + e.getMessage());
        }
    }

    Path path() {
        return Path.of(text());
    }

    /** The value is not shown: it may be a secret in the wrong place. */
    CommandFailure wrong(String expected) {
        return CommandFailure.badInput(place + ": \"" + name + "\" must be " + expected);
    }
}
