package io.keycanary.files;

import io.keycanary.source.DetectionPath;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordBytes;
import io.keycanary.source.RecordSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where records of the endpoint wait on disk while the store is down: one synced file each, so that the endpoint can
 * answer and a crash still loses nothing. Poll it to empty it, oldest first.
 */
public final class Spool implements RecordSource {
    /** Files at most: what lies behind is refused, and the endpoint answers 503. */
    static final int MAX_FILES = 100_000;

    private static final String AUTHENTICATED = ".authenticated";
    private static final String UNAUTHENTICATED = ".unauthenticated";

    private final Path folder;
    private final InstantSource clock;

    /** A spool in this folder, which is made when it is first needed. */
    public Spool(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * Returns when the record is on disk.
     *
     * @throws IOException when it cannot be kept
     */
    public void keep(byte[] record, boolean authenticated) throws IOException {
        Files.createDirectories(folder);
        if (waiting().size() >= MAX_FILES) {
            throw new IOException("the spool " + folder + " holds " + MAX_FILES + " records already");
        }
        // Thirteen digits of milliseconds sort by time until the year 2286.
        String name = clock.instant().toEpochMilli() + "-" + UUID.randomUUID();
        Path draft = folder.resolve(name + ".draft");
        try {
            write(draft, record);
        } catch (IOException e) {
            discard(draft, e);
            throw e;
        }
        Path kept = folder.resolve(name + (authenticated ? AUTHENTICATED : UNAUTHENTICATED));
        Files.move(draft, kept, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    private static void write(Path draft, byte[] record) throws IOException {
        try (FileChannel file = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(record);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
    }

    /** A disk that is full must not fill with empty drafts. */
    private static void discard(Path draft, IOException why) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** A rename is on disk when its folder is. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public String name() {
        return "spool";
    }

    @Override
    public DetectionPath path() {
        return DetectionPath.ENDPOINT;
    }

    @Override
    public void poll(Sink sink) throws InterruptedException {
        try {
            for (Path file : waiting()) {
                if (sink.offer(batch(file)) instanceof Outcome.Retry) {
                    return;
                }
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot empty the spool " + folder, e);
        }
    }

    private RecordBytes batch(Path file) throws IOException {
        Instant receivedAt = Files.getLastModifiedTime(file).toInstant();
        boolean authenticated = file.toString().endsWith(AUTHENTICATED);
        return new RecordBytes(
                path(), "request to the endpoint", () -> Files.newInputStream(file), receivedAt, authenticated, null);
    }

    private List<Path> waiting() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f ->
                            f.toString().endsWith(AUTHENTICATED) || f.toString().endsWith(UNAUTHENTICATED))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public @Nullable String problem() {
        try {
            int count = waiting().size();
            return count == 0 ? null : count + " records wait in " + folder + " for the database";
        } catch (IOException e) {
            return "cannot read " + folder + ": " + e.getMessage();
        }
    }
}
