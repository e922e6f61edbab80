package io.keycanary.bench.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;

/** Writes files of one part of the corpus and keeps count of them. */
final class Writer {
    private static final int CHUNK = 1 << 16;

    private final Path folder;
    private final List<Expected> expected = new ArrayList<>();
    private Stock stock = new Stock(0, 0, 0, 0);

    private record Written(List<Expected> expected, Stock stock) {}

    Writer(Path folder) {
        this.folder = folder;
    }

    /** What must be found in all that was written, in the order of the files. */
    List<Expected> expected() {
        return expected;
    }

    Stock stock() {
        return stock;
    }

    /** Writes files as CloudTrail does, with all processors. */
    void logs(List<LogFile> files, Traffic traffic) throws IOException, InterruptedException {
        try (ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Callable<Written>> tasks = files.stream()
                    .map(file -> (Callable<Written>) () -> log(file, traffic))
                    .toList();
            for (Future<Written> done : workers.invokeAll(tasks)) {
                add(done.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("a log file could not be written: " + e.getCause(), e);
        }
    }

    /** Writes one file as it is. */
    void file(String path, byte[] content, int records, List<Expected> inIt) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        add(new Written(inIt, new Stock(1, records, content.length, content.length)));
    }

    private void add(Written written) {
        expected.addAll(written.expected());
        stock = new Stock(
                stock.files() + written.stock().files(),
                stock.records() + written.stock().records(),
                stock.bytes() + written.stock().bytes(),
                stock.packed() + written.stock().packed());
    }

    private Written log(LogFile file, Traffic traffic) throws IOException {
        Path path = folder.resolve(file.path);
        Files.createDirectories(path.getParent());
        List<Expected> found;
        long bytes;
        try (OutputStream out = Files.newOutputStream(path);
                OutputStream packed = new GZIPOutputStream(out, CHUNK)) {
            Text text = new Text(packed);
            text.append("{\"Records\":[");
            found = file.make(traffic, text::append);
            text.append("]}");
            bytes = text.flush();
        }
        return new Written(found, new Stock(1, file.records, bytes, Files.size(path)));
    }

    /** Collects records and writes them in larger pieces. */
    private static final class Text {
        private final OutputStream to;
        private final StringBuilder waiting = new StringBuilder(2 * CHUNK);
        private boolean first = true;
        private long bytes;

        Text(OutputStream to) {
            this.to = to;
        }

        void append(Event event) {
            waiting.append(first ? "" : ",");
            first = false;
            event.appendTo(waiting);
            if (waiting.length() > CHUNK) {
                flush();
            }
        }

        void append(String text) {
            waiting.append(text);
        }

        /** Gives how many bytes there were so far. */
        private long flush() {
            byte[] encoded = waiting.toString().getBytes(UTF_8);
            waiting.setLength(0);
            bytes += encoded.length;
            try {
                to.write(encoded);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return bytes;
        }
    }
}
