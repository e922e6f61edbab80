package io.keycanary.respond;

import java.util.Locale;

/** A question that a step answers by what we know, and by queries to ask elsewhere. */
public enum QueryKind {
    /** Who else came from the sources of the incident. */
    SAME_SOURCE,
    /** Which other tokens and places share the place of the token. */
    SAME_PLACE,
    /** Who could read the place. */
    ACCESS;

    /** The word outside: {@code same-source}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
