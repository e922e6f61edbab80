package io.keycanary.plant;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** The new text of a file, written beside it and about to take its place. */
final class Neighbour {
    private Neighbour() {}

    /** A synced file in the same folder, readable by its owner alone. */
    static Path write(Path file, byte[] bytes) throws IOException {
        Path next = Files.createTempFile(Folders.of(file), "." + file.getFileName(), "~");
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
            return next;
        } catch (IOException e) {
            Files.deleteIfExists(next);
            throw e;
        }
    }

    /** Owner, group and permissions go over to the new file. */
    static void adopt(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        PosixFileAttributes old = Files.readAttributes(from, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes now = view.readAttributes();
        try {
            if (!now.owner().equals(old.owner())) {
                view.setOwner(old.owner());
            }
            if (!now.group().equals(old.group())) {
                view.setGroup(old.group());
            }
        } catch (IOException e) {
            throw PlantException.failed(
                    from + " belongs to " + old.owner().getName() + ":"
                            + old.group().getName() + ", which could not be kept: run as that user",
                    e);
        }
        view.setPermissions(old.permissions());
    }

    /** Java tells nothing of the umask, but a file made without attributes follows it. */
    static void usualPermissions(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Path probe = file.resolveSibling(file.getFileName() + "1");
        Files.createFile(probe);
        try {
            view.setPermissions(Files.getPosixFilePermissions(probe));
        } finally {
            Files.delete(probe);
        }
    }

    /** How many names a file has. */
    static int links(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                : 1;
    }
}
