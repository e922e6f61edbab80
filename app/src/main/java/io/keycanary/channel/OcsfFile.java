package io.keycanary.channel;

import java.nio.file.Path;

/**
 * Appends alerts to a file, an OCSF Detection Finding a line, for whatever collects files.
 *
 * @param file absolute; its folder must be there
 */
public record OcsfFile(String name, Path file) implements ChannelSettings {
    /** Checks the path. */
    public OcsfFile {
        ChannelChecks.name(name);
        if (!file.isAbsolute() || file.getFileName() == null) {
            throw ChannelChecks.bad(name, "file must be the absolute name of a file, not '" + file + "'");
        }
    }
}
