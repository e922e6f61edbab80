package io.keycanary.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.memory.MemoryLedger;
import io.keycanary.source.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to the folder and to us: every record is delivered, and without a crash exactly once. */
class FolderSourcePropertyTest {
    private enum Event {
        LINE,
        CONCATENATED,
        HALF_A_RECORD,
        DOCUMENT,
        GZIP,
        ROTATE,
        MOVE_TO_ANOTHER_FOLDER,
        REPLACE_BY_ANOTHER_FILE,
        TIME_PASSES,
        POLL,
        RESTART,
        CRASH_BEFORE_COMMIT,
        CRASH_AFTER_COMMIT
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Property(tries = 100)
    void anyHistory_deliversEveryRecord(@ForAll("histories") List<Event> history) throws Exception {
        try (Play play = new Play()) {
            for (Event event : history) {
                play.happens(event);
            }
            play.ends();
            assertThat(play.delivered).containsAll(play.written);
        }
    }

    @Property(tries = 100)
    void anyHistoryWithoutCrash_deliversEveryRecordOnce(@ForAll("histories") List<Event> history) throws Exception {
        try (Play play = new Play()) {
            for (Event event : history) {
                if (event != Event.CRASH_BEFORE_COMMIT && event != Event.CRASH_AFTER_COMMIT) {
                    play.happens(event);
                }
            }
            play.ends();
            assertThat(play.delivered).containsExactlyInAnyOrderElementsOf(play.written);
        }
    }

    @Provide
    Arbitrary<List<Event>> histories() {
        return Arbitraries.of(Event.class).list().ofMaxSize(60);
    }

    /** One log that grows, with its folder, a source, and what was written and delivered. */
    private static final class Play implements AutoCloseable {
        final List<String> written = new ArrayList<>();
        final List<String> delivered = new ArrayList<>();
        private final Path root = Files.createTempDirectory("watched");
        private final TestFolder folder = new TestFolder(root, new MemoryLedger());
        private FolderSource source = small();
        private String rest = "";
        private int names;

        Play() throws IOException {}

        private FolderSource small() {
            return new FolderSource(root, folder.ledger, folder, 150);
        }

        private String next() {
            String id = "r" + written.size();
            written.add(id);
            return TestFolder.record(id);
        }

        void happens(Event event) throws Exception {
            switch (event) {
                case LINE -> write(next() + "\n");
                case CONCATENATED -> write(next());
                case HALF_A_RECORD -> half();
                case DOCUMENT ->
                    folder.append("doc" + names++ + ".json", "{\"Records\":[" + next() + "," + next() + "]}");
                case GZIP -> folder.append("zip" + names++, TestFolder.gzip(next() + "\n" + next()));
                case ROTATE -> move("a.log." + names++);
                case MOVE_TO_ANOTHER_FOLDER -> move("old/a" + names++);
                case REPLACE_BY_ANOTHER_FILE -> replace();
                case TIME_PASSES -> folder.passes(Duration.ofSeconds(3));
                case POLL -> poll();
                case RESTART -> source = small();
                case CRASH_BEFORE_COMMIT -> crash(false);
                case CRASH_AFTER_COMMIT -> crash(true);
            }
        }

        private void half() throws IOException {
            String record = next();
            write(record.substring(0, 25));
            rest = record.substring(25);
        }

        private void write(String text) throws IOException {
            folder.append("a.log", rest + text);
            rest = "";
        }

        /** A writer that still has the file open ends its record there. */
        private void move(String name) throws IOException {
            write("");
            Files.createDirectories(root.resolve("old"));
            Files.move(root.resolve("a.log"), root.resolve(name));
        }

        /** Another file takes the name in one step; the old one stays under another. */
        private void replace() throws IOException {
            write("");
            Files.createLink(root.resolve("kept" + names++), root.resolve("a.log"));
            folder.append("new", next() + "\n");
            Files.move(root.resolve("new"), root.resolve("a.log"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }

        private void poll() throws InterruptedException {
            delivered.addAll(folder.poll(source));
        }

        private void crash(boolean afterCommit) throws InterruptedException {
            folder.records.clear();
            try {
                source.poll(batch -> {
                    if (afterCommit) {
                        Outcome stored = folder.take(batch);
                        assertThat(stored).isInstanceOf(Outcome.Done.class);
                    }
                    throw new Killed();
                });
            } catch (Killed expected) {
                delivered.addAll(folder.records);
            }
            source = small();
        }

        void ends() throws Exception {
            write("");
            folder.passes(Duration.ofHours(2));
            poll();
            poll();
        }

        @Override
        public void close() throws IOException {
            try (var all = Files.walk(root)) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }
}
