package io.keycanary.enrich;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a file says, read again when the file changes. A file that cannot be read leaves what was read before: an old list
 * of addresses is better than none.
 */
final class Watched<T> {
    private final Path file;
    private final Reading<T> reading;
    private final Function<T, String> words;

    private record Stamp(FileTime changed, long size) {}

    /** How to read it. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Path file) throws IOException;
    }

    private volatile @Nullable T present;
    private volatile @Nullable String problem;
    private @Nullable Stamp stamp;

    /** @param words what there is to say of what was read */
    Watched(Path file, Reading<T> reading, Function<T, String> words) {
        this.file = file;
        this.reading = reading;
        this.words = words;
    }

    @Nullable
    T present() {
        return present;
    }

    /** Reads it when it is new, or was changed since it was read. */
    synchronized void refresh() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Stamp now = new Stamp(attributes.lastModifiedTime(), attributes.size());
            if (!now.equals(stamp)) {
                stamp = now;
                present = reading.read(file);
                problem = null;
            }
        } catch (NoSuchFileException e) {
            stamp = null;
            problem = file + " is not there";
        } catch (IOException | RuntimeException e) {
            // A damaged file makes the libraries that read it throw almost anything.
            problem = file + " cannot be used: " + e.getMessage();
        }
    }

    /** What is wrong with the file; null when nothing is. */
    @Nullable
    String problem() {
        return problem;
    }

    /** What was read. */
    String words() {
        T read = present;
        return file + ": " + (read == null ? "nothing" : words.apply(read));
    }
}
