package io.keycanary.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The files behind the paths of a scan: always in the same order, links followed, each folder by name. */
final class ScanInputs implements AutoCloseable {
    private final List<String> paths;
    private final Map<String, Replay> replays = new LinkedHashMap<>();
    private final InputStream standardInput;

    /** Takes what is found. */
    interface Visitor {
        void input(ScanInput input);

        /** Something that should have been read cannot be. */
        void unreadable(String name, IOException why);
    }

    /**
     * Checks that the paths exist before anything is scanned.
     *
     * @throws CommandFailure when one does not
     */
    ScanInputs(List<String> paths, InputStream standardInput) {
        this.paths = paths;
        this.standardInput = standardInput;
        for (String path : paths) {
            // Not `exists`: what cannot be looked at may well be there, and is told of as unreadable.
            if (!path.equals("-") && Files.notExists(Path.of(path)) && !Files.isSymbolicLink(Path.of(path))) {
                throw CommandFailure.badInput("there is no file or folder " + path);
            }
        }
    }

    /** Visits everything; may be called again. */
    void visit(Visitor visitor) {
        for (String path : paths) {
            if (path.equals("-")) {
                visitor.input(replayed(path, () -> standardInput));
            } else if (Files.isDirectory(Path.of(path))) {
                folder(Path.of(path), new HashSet<>(), visitor);
            } else {
                visitor.input(named(path));
            }
        }
    }

    /** A pipe that the caller names comes only once, like standard input. */
    private ScanInput named(String path) {
        Path file = Path.of(path);
        return Files.isRegularFile(file)
                ? new ScanInput(path, () -> Files.newInputStream(file))
                : replayed(path, () -> Files.newInputStream(file));
    }

    private ScanInput replayed(String name, ScanInput.Opener once) {
        Replay replay = replays.computeIfAbsent(name, n -> new Replay(once));
        return new ScanInput(name, replay::open);
    }

    private void folder(Path folder, Set<Object> above, Visitor visitor) {
        Object key = null;
        try {
            key = identity(folder);
            if (!above.add(key)) {
                return; // a link back to a folder that we are in
            }
            for (Path entry : sorted(folder)) {
                entry(entry, above, visitor);
            }
            above.remove(key);
        } catch (IOException e) {
            above.remove(key);
            visitor.unreadable(folder.toString(), e);
        }
    }

    /** Pipes, sockets and devices are left alone: to open one could wait for ever. A link to nothing is unreadable. */
    private void entry(Path entry, Set<Object> above, Visitor visitor) {
        BasicFileAttributes kind;
        try {
            kind = Files.readAttributes(entry, BasicFileAttributes.class);
        } catch (IOException e) {
            visitor.unreadable(entry.toString(), e);
            return;
        }
        if (kind.isDirectory()) {
            folder(entry, above, visitor);
        } else if (kind.isRegularFile()) {
            visitor.input(new ScanInput(entry.toString(), () -> Files.newInputStream(entry)));
        }
    }

    private static Object identity(Path folder) throws IOException {
        Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
        return key == null ? folder.toRealPath() : key;
    }

    private static List<Path> sorted(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(entries::add);
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }

    @Override
    public void close() throws IOException {
        for (Replay replay : replays.values()) {
            replay.close();
        }
    }
}
