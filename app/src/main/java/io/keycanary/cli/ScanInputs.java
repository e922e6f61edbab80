package io.keycanary.cli;

import io.keycanary.cli.ScanInput.Position;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Everything behind the paths of a scan, always in the same order. */
final class ScanInputs implements AutoCloseable {
    private final List<String> paths;
    private final DatePeriod period;
    private final ObjectStores stores;
    private final InputStream standardInput;
    private final Map<String, Replay> replays = new ConcurrentHashMap<>();

    /** Takes what is found. */
    interface Listing {
        /** May wait. */
        void input(ScanInput input) throws InterruptedException;

        /** Something to know. */
        void note(String words);
    }

    /** The store of the objects, made when there is one to read. */
    interface ObjectStores extends AutoCloseable {
        ObjectStore get();

        @Override
        void close();
    }

    /**
     * Checks that the paths exist before anything is scanned; a path that is given twice is read once.
     *
     * @throws CommandFailure when one does not
     */
    ScanInputs(List<String> paths, DatePeriod period, ObjectStores stores, InputStream standardInput) {
        this.paths = paths.stream().distinct().toList();
        this.period = period;
        this.stores = stores;
        this.standardInput = standardInput;
        this.paths.forEach(ScanInputs::check);
    }

    private static void check(String path) {
        if (StoredInputs.isUrl(path)) {
            StoredInputs.matcher(path);
            return;
        }
        // Not `exists`: what cannot be looked at may well be there, and is told of as unreadable.
        if (!path.equals("-") && Files.notExists(Path.of(path)) && !Files.isSymbolicLink(Path.of(path))) {
            throw CommandFailure.badInput("there is no file or folder " + path);
        }
    }

    /** The store of the objects. */
    ObjectStore store() {
        return stores.get();
    }

    /** Whether all of it could be read by another run too. */
    boolean lasting() {
        return paths.stream().noneMatch(path -> path.equals("-"));
    }

    /** Lists everything behind a position; may be called again. */
    void list(@Nullable Position after, Listing listing) throws InterruptedException {
        for (int i = after == null ? 0 : after.argument(); i < paths.size(); i++) {
            boolean begun = after != null && after.argument() == i;
            list(i, paths.get(i), begun && after != null ? after.name() : null, listing);
        }
    }

    private void list(int argument, String path, @Nullable String after, Listing listing) throws InterruptedException {
        if (StoredInputs.isUrl(path)) {
            StoredInputs.list(stores.get(), argument, path, period, after, listing);
        } else if (path.equals("-")) {
            listing.input(replayed(argument, path, () -> standardInput));
        } else if (Files.isDirectory(Path.of(path))) {
            FolderInputs.list(argument, Path.of(path), period, after, listing);
        } else if (after == null) {
            listing.input(named(argument, path));
        }
    }

    /** A pipe that the caller names comes only once, like standard input. */
    private ScanInput named(int argument, String path) {
        Path file = Path.of(path);
        return Files.isRegularFile(file)
                ? new ScanInput(
                        new Position(argument, path), path, file.toFile().length(), false, () -> open(file))
                : replayed(argument, path, () -> Files.newInputStream(file));
    }

    /** Opens a regular file, in the way that takes the least code: a short scan loads and compiles whatever it uses. */
    static InputStream open(Path file) throws IOException {
        try {
            return new FileInputStream(file.toFile());
        } catch (FileNotFoundException e) {
            return Files.newInputStream(file); // says why it cannot be opened
        }
    }

    private ScanInput replayed(int argument, String name, ScanInput.Opener once) {
        Replay replay = replays.computeIfAbsent(name, n -> new Replay(once));
        return new ScanInput(new Position(argument, name), name, ScanInput.UNKNOWN, false, replay::open);
    }

    /** What to say of a file to which a period cannot be applied. */
    static String undated(String name) {
        return "--since and --until leave alone what is in no date folder of CloudTrail's layout"
                + " (account/CloudTrail/region/yyyy/mm/dd): " + name + ", and others like it, are read";
    }

    @Override
    public void close() throws IOException {
        for (Replay replay : replays.values()) {
            replay.close();
        }
        stores.close();
    }
}
