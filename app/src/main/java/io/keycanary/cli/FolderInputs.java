package io.keycanary.cli;

import io.keycanary.cli.ScanInput.Position;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files below one folder: always in the same order, links followed, each folder by name. */
final class FolderInputs {
    private final int argument;
    private final DatePeriod period;
    private final @Nullable Path after;
    private final ScanInputs.Listing listing;
    private final Set<Object> above = new HashSet<>();
    private boolean noted;

    private FolderInputs(int argument, DatePeriod period, @Nullable Path after, ScanInputs.Listing listing) {
        this.argument = argument;
        this.period = period;
        this.after = after;
        this.listing = listing;
    }

    /** Lists them; what cannot be listed becomes an input that cannot be read. */
    static void list(
            int argument, Path folder, DatePeriod period, @Nullable String afterName, ScanInputs.Listing listing)
            throws InterruptedException {
        Path after = afterName == null ? null : Path.of(afterName);
        new FolderInputs(argument, period, after, listing).folder(folder);
    }

    private void folder(Path folder) throws InterruptedException {
        Object key = null;
        try {
            key = identity(folder);
            if (!above.add(key)) {
                return; // a link back to a folder that we are in
            }
            for (Path entry : sorted(folder)) {
                entry(entry);
            }
            above.remove(key);
        } catch (IOException e) {
            above.remove(key);
            listing.input(ScanInput.unreadable(position(folder), folder.toString(), e));
        }
    }

    /** Pipes, sockets and devices are left alone: to open one could wait for ever. A link to nothing is unreadable. */
    private void entry(Path entry) throws InterruptedException {
        DatePeriod.Answer answer = period.of(dated(entry));
        if (isDone(entry) || answer == DatePeriod.Answer.OUTSIDE) {
            return;
        }
        BasicFileAttributes kind;
        try {
            kind = Files.readAttributes(entry, BasicFileAttributes.class);
        } catch (IOException e) {
            listing.input(ScanInput.unreadable(position(entry), entry.toString(), e));
            return;
        }
        if (kind.isDirectory()) {
            folder(entry);
        } else if (kind.isRegularFile()) {
            if (answer == DatePeriod.Answer.UNKNOWN && !noted) {
                noted = true;
                listing.note(ScanInputs.undated(entry.toString()));
            }
            listing.input(
                    new ScanInput(position(entry), entry.toString(), kind.size(), false, () -> ScanInputs.open(entry)));
        }
    }

    private Position position(Path entry) {
        return new Position(argument, entry.toString());
    }

    /** Where the file is in CloudTrail's layout does not depend on where we stand. */
    private String dated(Path entry) {
        return period.always()
                ? ""
                : entry.toAbsolutePath()
                        .normalize()
                        .toString()
                        .replace(entry.getFileSystem().getSeparator(), "/");
    }

    private boolean isDone(Path entry) {
        return after != null && order(entry, after) <= 0 && (entry.equals(after) || !after.startsWith(entry));
    }

    /** The order in which a tree is walked: name by name from the top. */
    private static int order(Path a, Path b) {
        int common = Math.min(a.getNameCount(), b.getNameCount());
        for (int i = 0; i < common; i++) {
            int order = a.getName(i).compareTo(b.getName(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.getNameCount(), b.getNameCount());
    }

    private static Object identity(Path folder) throws IOException {
        Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
        return key == null ? folder.toRealPath() : key;
    }

    private static List<Path> sorted(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }
}
