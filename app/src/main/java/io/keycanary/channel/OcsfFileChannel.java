package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Appends findings to a file, one a line, each on the disk before it counts. The file is opened by its name each time, so
 * whoever rotates it only moves it away. A line that a kill or a full disk cut off stands alone: the next begins a new one.
 */
final class OcsfFileChannel implements AlertChannel {
    private static final Set<StandardOpenOption> OPEN =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    private static final int REASON_CHARS = 200;

    private final OcsfFile settings;
    private final Ocsf ocsf;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    OcsfFileChannel(OcsfFile settings, Ocsf ocsf) {
        this.settings = settings;
        this.ocsf = ocsf;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public DeliveryResult send(Alert alert) throws InterruptedException {
        byte[] finding = ocsf.render(alert);
        oneAtATime.lockInterruptibly();
        try (FileChannel file = FileChannel.open(settings.file(), OPEN, readableByTheGroup(settings.file()))) {
            return lockAndAppend(file, finding);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("while the file was written").initCause(e);
        } catch (IOException e) {
            return new DeliveryResult.Retry(
                    Printable.line(settings.file() + " cannot be written: " + e, REASON_CHARS), null);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** The server and {@code alert test} may write at the same time. */
    private DeliveryResult lockAndAppend(FileChannel file, byte[] finding) throws IOException {
        try (FileLock lock = file.tryLock()) {
            return lock == null ? busy() : append(file, finding);
        } catch (OverlappingFileLockException e) {
            return busy();
        }
    }

    private DeliveryResult busy() {
        return new DeliveryResult.Retry(Printable.line(settings.file() + " is being written by another process"), null);
    }

    private static DeliveryResult append(FileChannel file, byte[] finding) throws IOException {
        long end = file.size();
        boolean cutOff = end > 0 && lastByte(file, end) != '\n';
        ByteBuffer line = ByteBuffer.allocate(finding.length + 2);
        if (cutOff) {
            line.put((byte) '\n');
        }
        line.put(finding).put((byte) '\n').flip();
        int length = line.remaining();
        file.position(end);
        while (line.hasRemaining()) {
            file.write(line);
        }
        file.force(true);
        return new DeliveryResult.Accepted(length + " bytes at " + end);
    }

    private static int lastByte(FileChannel file, long end) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return file.read(last, end - 1) == 1 ? last.get(0) : '\n';
    }

    /** Findings quote who called what: not for everybody, but collectors rarely run as we do. */
    private static FileAttribute<?>[] readableByTheGroup(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))
                }
                : new FileAttribute<?>[0];
    }
}
