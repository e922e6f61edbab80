package io.keycanary.cli;

import java.util.Set;

/** A verb that writes in formats that the others do not have. */
interface OwnFormats {
    /** Besides those that every verb has. */
    Set<Format> formats();
}
