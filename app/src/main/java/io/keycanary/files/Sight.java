package io.keycanary.files;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * A file as one look at the folder saw it.
 *
 * @param key what stays the same when it is renamed: device and inode; the path where the system has no such key
 * @param modified its modification time
 */
record Sight(Path path, String key, long bytes, FileTime modified) {
    static Sight of(Path path, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return new Sight(
                path, key == null ? path.toString() : key.toString(), attributes.size(), attributes.lastModifiedTime());
    }

    /** Whether nothing speaks for a change of the content. */
    boolean unchangedSince(Sight earlier) {
        return bytes == earlier.bytes && modified.equals(earlier.modified);
    }
}
