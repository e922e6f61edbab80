package io.keycanary.detect;

import java.util.Set;

/** Words of the messages about what cannot be watched. */
final class Shown {
    private Shown() {}

    /** Takes the id of a token or sensor, which must be its alone. */
    static void claimId(Set<String> taken, String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an id is blank: every token and sensor needs a name of its own");
        }
        if (!taken.add(id)) {
            throw new IllegalArgumentException("the id " + text(id) + " occurs twice");
        }
    }

    static IllegalArgumentException refused(String subject, String id, String what, String value, String why) {
        return new IllegalArgumentException(subject + " " + text(id) + ": " + what + " " + text(value) + ": " + why);
    }

    /** Quoted for a message: no control characters, not without end. */
    static String text(String value) {
        String head = value.length() > 160 ? value.substring(0, 160) + "..." : value;
        return '"' + head.replaceAll("[^\\x20-\\x7e]", "?") + '"';
    }
}
