package io.keycanary.plant;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Folders around a planted file. */
final class Folders {
    private Folders() {}

    /** The folder of a file; a file to write has one. */
    static Path of(Path file) {
        return Objects.requireNonNull(file.getParent(), "a resolved target has a folder");
    }

    /** Makes the folders above a file; the outermost new one, or null. */
    static @Nullable Path make(Path file, boolean ownerOnly) {
        Path missing = null;
        for (Path folder = file.getParent(); folder != null && !Files.exists(folder); folder = folder.getParent()) {
            missing = folder;
        }
        if (missing == null) {
            return null;
        }
        try {
            boolean posix =
                    missing.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (ownerOnly && posix) {
                Files.createDirectories(
                        of(file), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(of(file));
            }
            return missing;
        } catch (IOException e) {
            throw FileSwap.explained(of(file), e);
        }
    }

    /** Removes the folders that were made, as far as they are empty. */
    static void removeEmpty(Path folder, @Nullable Path outermost) {
        if (outermost == null) {
            return;
        }
        try {
            for (Path at = folder; at != null && at.startsWith(outermost); at = at.getParent()) {
                Files.delete(at);
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            return; // Somebody uses it, or took it away: it is no longer ours.
        } catch (IOException e) {
            throw PlantException.failed(folder + " is empty but cannot be removed: " + e.getMessage(), e);
        }
    }
}
