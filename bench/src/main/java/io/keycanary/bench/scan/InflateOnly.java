package io.keycanary.bench.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What the JDK itself needs to unpack the files, and does nothing else: one {@link Inflater}, whole files, the same
 * buffers again and again, no checksum. {@code InflateOnly TOKENS FOLDER}; the tokens are not looked at.
 */
final class InflateOnly {
    private static final int HEADER = 10;

    private InflateOnly() {}

    public static void main(String[] args) throws IOException, DataFormatException {
        Inflater inflater = new Inflater(true);
        byte[] plain = new byte[1 << 16];
        long bytes = 0;
        for (Path file : filesBelow(Path.of(args[1]))) {
            byte[] packed = Files.readAllBytes(file);
            inflater.reset();
            inflater.setInput(packed, HEADER, packed.length - HEADER);
            while (!inflater.finished()) {
                bytes += inflater.inflate(plain);
            }
        }
        System.out.println(bytes + " bytes");
    }

    static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
