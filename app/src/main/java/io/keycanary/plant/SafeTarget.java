package io.keycanary.plant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Decides which file a named one really is. */
final class SafeTarget {
    private SafeTarget() {}

    /**
     * The absolute path to write to. A symbolic link that stays in its folder is followed; one that leaves it may lead
     * into a place that others share or publish, so it must be forced.
     */
    static Path resolve(Path named, boolean force) {
        Path file = named.toAbsolutePath().normalize();
        if (file.getParent() == null || Files.isDirectory(file)) {
            throw PlantException.refused(file + " is a folder: name the file in it");
        }
        if (!Files.isSymbolicLink(file)) {
            return file;
        }
        try {
            Path real = file.toRealPath();
            if (force || real.startsWith(file.getParent().toRealPath())) {
                return real;
            }
            throw PlantException.refused(file + " is a symbolic link to " + real
                    + ", outside of its folder: name that file itself, or force it");
        } catch (IOException e) {
            throw PlantException.failed(file + " is a symbolic link that leads nowhere: repair or remove it", e);
        }
    }
}
