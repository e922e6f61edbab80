package io.keycanary.files;

import io.keycanary.token.Printable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One look at a folder tree. Links are followed, because a link that is silently left out is a blind spot; every folder
 * and every file is visited once, so that neither a loop nor a second name of a file matters.
 */
final class FolderWalk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Set<Object> folders = new HashSet<>();
    private final Map<String, Sight> files = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private FolderWalk(Path root) {
        this.root = root;
    }

    static FolderWalk of(Path root) {
        FolderWalk walk = new FolderWalk(root);
        try {
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
        } catch (IOException e) {
            walk.problems.add(inWords(root, e));
        }
        return walk;
    }

    /** What went wrong with a file or folder, and what to do. */
    static String inWords(Path path, IOException e) {
        String name = Printable.line(path.toString());
        if (e instanceof AccessDeniedException) {
            return name + " must not be read: give the user of this process the permission";
        }
        if (e instanceof NoSuchFileException) {
            return name + " does not exist: create it, or watch another folder";
        }
        return name + " cannot be read: " + Printable.line(String.valueOf(e.getMessage()));
    }

    /** The files, the one that was left alone longest first. */
    List<Sight> files() {
        return files.values().stream()
                .sorted(Comparator.comparing(Sight::modified).thenComparing(Sight::path))
                .toList();
    }

    /** The keys of all files. */
    Set<String> keys() {
        return files.keySet();
    }

    /** Parts of the tree that could not be looked at; empty when everything was seen. */
    List<String> problems() {
        return problems;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return folders.add(key == null ? folder : key) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (file.equals(root)) {
            problems.add(Printable.line(root.toString()) + " is no folder: watch a folder");
        } else if (attributes.isRegularFile()) {
            Sight sight = Sight.of(file, attributes);
            files.putIfAbsent(sight.key(), sight);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) {
        boolean goneMeanwhile = e instanceof NoSuchFileException && !path.equals(root);
        if (!goneMeanwhile && !(e instanceof FileSystemLoopException)) {
            problems.add(inWords(path, e));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
        if (e != null) {
            problems.add(inWords(folder, e));
        }
        return FileVisitResult.CONTINUE;
    }
}
