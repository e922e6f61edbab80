package io.keycanary.app;

import io.keycanary.cli.Screen;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Gives the demo a folder of its own, and takes it away afterwards. */
final class Demonstration {
    private final Screen screen;
    private final Clock clock;

    Demonstration(Screen screen, Clock clock) {
        this.screen = screen;
        this.clock = clock;
    }

    /**
     * Plays it.
     *
     * @param keep leaves everything running until a signal ends it, and the folder in place
     * @return whether everything was seen
     */
    boolean play(boolean keep) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("keycanary-demo-");
        try {
            return new Demo(screen, clock, home).play(keep);
        } finally {
            if (!keep) {
                delete(home);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failed) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
