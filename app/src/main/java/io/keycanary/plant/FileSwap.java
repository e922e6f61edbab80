package io.keycanary.plant;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Replaces one file so that every reader sees the old or the new text, and no two of us lose each other's.
 *
 * <p>Idea: lock the file itself, look again whether it is still the file of that name (another may have replaced it
 * while we waited), write a neighbour, sync it, rename it over. A new file is linked into place, which fails when
 * somebody was faster. Rejected: a lock file beside it, which stays behind to be found; writing in place, which a crash
 * leaves half done.
 */
final class FileSwap {
    /**
     * A file lock is held by the process, so threads need one more; and on POSIX it ends when any other descriptor of
     * the file is closed, so that we read no file outside of this lock, and a locked one only by its own channels.
     */
    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    /** What becomes of the text: bytes to write, or null to delete the file; and the answer for the caller. */
    @SuppressWarnings("ArrayRecordComponent")
    record Change<R>(byte @Nullable [] bytes, R result) {}

    /** Decides on the text that is there, null for no file. May be asked again when the file changed meanwhile. */
    interface Decision<R> {
        Change<R> on(@Nullable Document current);
    }

    private FileSwap() {}

    static <R> R apply(Path file, boolean ownerOnly, Decision<R> decision) {
        IN_PROCESS.lock();
        try {
            while (true) {
                Optional<R> done = Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                        ? replace(file, decision)
                        : create(file, ownerOnly, decision);
                if (done.isPresent()) {
                    return done.get();
                }
            }
        } catch (IOException e) {
            throw explained(file, e);
        } finally {
            IN_PROCESS.unlock();
        }
    }

    /** The text as it stands, null when there is no such file. Closing a file ends the locks that we have on it. */
    static @Nullable Document read(Path file) {
        IN_PROCESS.lock();
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
            requirePlain(file);
            return Document.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw explained(file, e);
        } finally {
            IN_PROCESS.unlock();
        }
    }

    private static Document load(FileChannel channel) throws IOException {
        if (channel.size() > Document.MAX_BYTES) {
            throw new IOException("it grew while it was read");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
        while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {
            continue;
        }
        return Document.of(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    private static void requirePlain(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw PlantException.refused(file + " is a folder, a symbolic link or a device: name a plain file");
        }
        if (Files.size(file) > Document.MAX_BYTES) {
            throw PlantException.refused(file + " is larger than " + (Document.MAX_BYTES >> 20) + " MiB");
        }
    }

    private static <R> Optional<R> replace(Path file, Decision<R> decision) throws IOException {
        requirePlain(file);
        try (FileChannel channel = open(file);
                FileLock lock = channel.lock();
                FileChannel now = open(file)) {
            if (!lock.isValid() || !locked(now)) {
                return Optional.empty();
            }
            Object key = key(file);
            Document current = load(now);
            Change<R> change = decision.on(current);
            if (change.bytes() == null) {
                Files.delete(file);
                return Optional.of(change.result());
            }
            if (Arrays.equals(change.bytes(), current.bytes())) {
                return Optional.of(change.result());
            }
            Check unchanged = () -> Objects.equals(key, key(file)) && load(now).equals(current);
            return swap(file, unchanged, change.bytes()) ? Optional.of(change.result()) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Tells whether the file that has the name now is the one that we locked. The platform knows its own locks by
     * device and inode, so it refuses a second one on the same file only. Comparing inode numbers before and after the
     * wait is not enough: the number of a replaced file is given out again at once.
     */
    private static boolean locked(FileChannel now) throws IOException {
        try {
            FileLock other = now.tryLock();
            if (other != null) {
                other.release();
            }
            return false;
        } catch (OverlappingFileLockException ours) {
            return true;
        }
    }

    /** A last look before the rename. */
    private interface Check {
        boolean holds() throws IOException;
    }

    /** Somebody who knows nothing of our lock may write meanwhile; then it is done anew on the new text. */
    private static boolean swap(Path file, Check unchanged, byte[] bytes) throws IOException {
        if (Neighbour.links(file) > 1) {
            throw PlantException.refused(file + " has more than one name (hard links), of which only one would change");
        }
        Path next = Neighbour.write(file, bytes);
        try {
            Neighbour.adopt(file, next);
            if (!unchanged.holds()) {
                return false;
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(file);
            return true;
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static <R> Optional<R> create(Path file, boolean ownerOnly, Decision<R> decision) throws IOException {
        Change<R> change = decision.on(null);
        if (change.bytes() == null) {
            return Optional.of(change.result());
        }
        Path next = Neighbour.write(file, change.bytes());
        try {
            if (!ownerOnly) {
                Neighbour.usualPermissions(next);
            }
            Files.createLink(file, next);
            syncFolder(file);
            return Optional.of(change.result());
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    private static void syncFolder(Path file) throws IOException {
        try (FileChannel folder = FileChannel.open(Folders.of(file), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (AccessDeniedException e) {
            return; // Windows opens no folders; the rename itself is done.
        }
    }

    static PlantException explained(Path file, IOException e) {
        String why = e instanceof AccessDeniedException
                ? "permission denied: run as its owner or choose another file"
                : e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
        return PlantException.failed(file + " cannot be changed or read: " + why, e);
    }
}
