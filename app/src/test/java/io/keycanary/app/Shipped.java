package io.keycanary.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How to start the jar as it is shipped. */
final class Shipped {
    private Shipped() {}

    /** Java and its arguments as the launcher gives them, and more, without a verb. */
    static List<String> command(String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "-Xlog:all=error,aot*=off,cds*=off:stderr",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of(more));
        command.addAll(List.of("-jar", jar().toString()));
        return command;
    }

    private static Path jar() {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(p -> p.getFileName().toString().matches("keycanary-app-[^-]*(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the jar is built before this test runs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
