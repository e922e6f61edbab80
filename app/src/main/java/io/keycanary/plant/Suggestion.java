package io.keycanary.plant;

import java.nio.file.Path;
import java.util.List;

/**
 * A place where a key could be planted.
 *
 * @param target the file, which need not be there yet
 * @param options of {@code plant} besides format and file
 * @param why what lies there that makes it plausible
 * @param careful what to weigh before; empty when nothing
 */
public record Suggestion(Format format, Path target, List<String> options, String why, String careful) {
    /** Copies the list. */
    public Suggestion {
        options = List.copyOf(options);
    }
}
