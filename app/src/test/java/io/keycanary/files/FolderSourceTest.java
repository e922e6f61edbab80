package io.keycanary.files;

import static io.keycanary.files.TestFolder.gzip;
import static io.keycanary.files.TestFolder.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.keycanary.memory.MemoryLedger;
import io.keycanary.source.Checkpoint;
import io.keycanary.source.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {
    @TempDir
    Path temp;

    private TestFolder folder;
    private FolderSource source;

    @BeforeEach
    void setUp() {
        folder = new TestFolder(temp, new MemoryLedger());
        source = folder.source();
    }

    @Test
    void newFile_isDeliveredOnce() throws Exception {
        folder.append("deep/er/a.json", record("one") + "\n" + record("two") + "\n");

        assertThat(folder.poll(source)).containsExactly("one", "two");
        assertThat(folder.poll(source)).isEmpty();
        assertThat(folder.poll(folder.source())).as("after a restart").isEmpty();
    }

    @Test
    void growingLines_areDeliveredFromTheLastCompleteRecordOn() throws Exception {
        String second = record("two");
        folder.append("a.log", record("one") + "\n" + second.substring(0, 20));
        assertThat(folder.poll(source)).containsExactly("one");

        folder.append("a.log", second.substring(20) + "\n" + record("three"));

        assertThat(folder.poll(source)).containsExactly("two", "three");
    }

    @Test
    void growingConcatenation_isDeliveredFromTheLastCompleteRecordOn() throws Exception {
        String second = record("two");
        folder.append("a.log", record("one") + second.substring(0, 33));
        assertThat(folder.poll(source)).containsExactly("one");

        folder.append("a.log", second.substring(33) + record("three"));

        assertThat(folder.poll(source)).containsExactly("two", "three");
    }

    @Test
    void document_isDeliveredWholeWhenItIsComplete() throws Exception {
        folder.append("a.json", "{\"Records\":[\n" + record("one") + ",\n");
        assertThat(folder.poll(source)).isEmpty();

        folder.append("a.json", record("two") + "\n]}");

        assertThat(folder.poll(source)).containsExactly("one", "two");
    }

    @Test
    void document_thatStaysIncomplete_isDeliveredAndReadAgainWhenItGoesOn() throws Exception {
        folder.append("a.json", "{\"Records\":[" + record("one") + ",");
        assertThat(folder.poll(source)).isEmpty();
        folder.passes(WatchedFile.REST_SETTLES);
        assertThat(folder.poll(source)).containsExactly("one");
        assertThat(folder.poll(source)).isEmpty();
        assertThat(folder.poll(folder.source())).isEmpty();

        folder.append("a.json", record("two") + "]}");

        assertThat(folder.poll(source)).containsExactly("one", "two");
    }

    @Test
    void gzip_isReadWholeOnceItIsLeftAlone() throws Exception {
        byte[] whole = gzip("{\"Records\":[" + record("one") + "," + record("two") + "]}");
        folder.append("a.gz", java.util.Arrays.copyOf(whole, 20));
        assertThat(folder.poll(source)).isEmpty();
        folder.append("a.gz", java.util.Arrays.copyOfRange(whole, 20, whole.length));
        assertThat(folder.poll(source)).isEmpty();

        folder.passes(WatchedFile.GZIP_SETTLES);

        assertThat(folder.poll(source)).containsExactly("one", "two");
        assertThat(folder.poll(source)).isEmpty();
        assertThat(folder.poll(folder.source())).isEmpty();
    }

    @Test
    void damagedGzip_isOfferedOnceAndAgainWhenItChanges() throws Exception {
        byte[] whole = gzip(record("one"));
        folder.append("a.gz", java.util.Arrays.copyOf(whole, 15));
        folder.passes(WatchedFile.GZIP_SETTLES);
        List<Integer> offered = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            source.poll(batch -> {
                offered.add(TestFolder.read(batch).length);
                folder.take(batch);
                return new Outcome.Reject("broken gzip");
            });
        }
        assertThat(offered).containsExactly(15);

        folder.append("a.gz", java.util.Arrays.copyOfRange(whole, 15, whole.length));
        folder.passes(WatchedFile.GZIP_SETTLES);

        assertThat(folder.poll(source)).containsExactly("one");
    }

    @Test
    void rotatedFile_goesOnWhereItWas() throws Exception {
        Path log = folder.append("a.log", record("one") + "\n");
        folder.poll(source);
        folder.append("a.log", record("two") + "\n");
        Files.move(log, temp.resolve("a.log.1"));
        folder.append("a.log", record("three") + "\n");

        assertThat(folder.poll(source)).containsExactlyInAnyOrder("two", "three");

        Files.move(temp.resolve("a.log.1"), temp.resolve("a.log.2"));
        assertThat(folder.poll(source)).isEmpty();
        assertThat(folder.poll(folder.source())).isEmpty();
    }

    @Test
    void truncatedFile_isReadFromTheStart() throws Exception {
        Path log = folder.append("a.log", record("one") + "\n" + record("two") + "\n");
        folder.poll(source);
        Files.writeString(log, record("three"), StandardOpenOption.TRUNCATE_EXISTING);

        assertThat(folder.poll(source)).containsExactly("three");
    }

    @Test
    void fileRewrittenInPlaceWithMore_isReadFromTheStart() throws Exception {
        Path log = folder.append("a.log", record("one") + "\n");
        folder.poll(source);
        Files.writeString(log, record("two") + "\n" + record("three") + "\n", StandardOpenOption.TRUNCATE_EXISTING);

        assertThat(folder.poll(source)).containsExactly("two", "three");
    }

    @Test
    void fileReplacedUnderItsName_isReadFromTheStart() throws Exception {
        folder.append("a.json", record("one"));
        folder.poll(source);
        Path other = folder.append("tmp/x", record("two") + record("three"));
        Files.move(other, temp.resolve("a.json"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(folder.poll(source)).containsExactly("two", "three");
    }

    @Test
    void gzipRewrittenWithEqualSize_isReadAgain() throws Exception {
        Path file = folder.append("a.gz", gzip(record("one")));
        folder.passes(WatchedFile.GZIP_SETTLES);
        folder.poll(source);
        byte[] other = gzip(record("two"));
        Files.write(file, other);
        Files.setLastModifiedTime(file, FileTime.from(folder.instant()));
        folder.passes(WatchedFile.GZIP_SETTLES);

        assertThat(folder.poll(source)).containsExactly("two");
    }

    @Test
    void brokenLine_holdsUpNothing() throws Exception {
        folder.append("a.log", record("one") + "\n{\"eventID\":\"bro\n" + record("two") + "\n{\"eventID\":\n");
        folder.append("a.log", record("three") + "\n" + record("four") + "\n");

        assertThat(folder.poll(source)).containsExactly("one", "two", "three", "four");
    }

    @Test
    void storeThatIsDown_losesNothingAndIsNotFlooded() throws Exception {
        for (int i = 0; i < 10; i++) {
            folder.append("f" + i, record("r" + i));
        }
        List<String> offered = new ArrayList<>();
        source.poll(batch -> {
            offered.add(batch.origin());
            return new Outcome.Retry("the database is locked");
        });
        assertThat(offered).hasSize(3);
        folder.passes(Duration.ofMinutes(2));

        assertThat(folder.poll(source)).hasSize(10);
    }

    @Test
    void oneFileThatCannotBeStored_doesNotHoldUpTheOthers() throws Exception {
        folder.append("bad", record("bad"));
        folder.append("good", record("good"));
        List<String> stored = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            source.poll(batch -> {
                if (batch.origin().endsWith("bad")) {
                    return new Outcome.Retry("read error");
                }
                stored.add(batch.origin());
                return folder.take(batch);
            });
        }
        assertThat(stored).hasSize(1);
    }

    @Test
    void crashBeforeTheCommit_offersTheBatchAgain() throws Exception {
        folder.append("a.log", record("one") + "\n");
        assertThatThrownBy(() -> source.poll(batch -> {
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");

        assertThat(folder.poll(folder.source())).containsExactly("one");
    }

    @Test
    void longFile_isCutIntoBatchesThatLoseNothing() throws Exception {
        FolderSource small = new FolderSource(temp, folder.ledger, folder, 1000);
        List<String> expected = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            expected.add("r" + i);
            text.append(record("r" + i)).append(i % 3 == 0 ? "\n" : "");
        }
        folder.append("a.log", text.toString());

        assertThat(folder.poll(small)).isEqualTo(expected);
        assertThat(folder.origins).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    }

    @Test
    void fileThatShrinksWhileItIsRead_isAnErrorAndNoShorterBatch() throws Exception {
        Path log = folder.append("a.log", record("one") + "\n" + record("two") + "\n");
        source.poll(batch -> {
            try (var in = batch.bytes().open()) {
                Files.writeString(log, "", StandardOpenOption.TRUNCATE_EXISTING);
                assertThatThrownBy(in::readAllBytes).hasMessageContaining("became shorter");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return new Outcome.Retry("became shorter");
        });
        folder.append("a.log", record("three") + "\n");
        folder.passes(Duration.ofMinutes(2));

        assertThat(folder.poll(source)).containsExactly("three");
    }

    @Test
    void batch_readsTheFileThatWasSeen_thoughItsNameMovesOn() throws Exception {
        Path log = folder.append("a.log", record("one") + "\n");
        source.poll(batch -> {
            try {
                Files.move(log, temp.resolve("a.log.1"));
                folder.append("a.log", record("two") + "\n");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            assertThat(TestFolder.ids(TestFolder.read(batch))).containsExactly("one");
            return folder.take(batch);
        });

        assertThat(folder.poll(source)).containsExactly("two");
    }

    @Test
    void linkLoopsAndSecondNames_areReadOnce() throws Exception {
        Path log = folder.append("real/a.log", record("one") + "\n");
        Files.createSymbolicLink(temp.resolve("real/loop"), temp);
        Files.createSymbolicLink(temp.resolve("again"), temp.resolve("real"));
        Files.createSymbolicLink(temp.resolve("broken"), temp.resolve("nowhere"));
        Files.createLink(temp.resolve("hard"), log);

        assertThat(folder.poll(source)).containsExactly("one");
        assertThat(source.problem()).isNull();
    }

    @Test
    void linkOutOfTheFolder_isFollowed(@TempDir Path elsewhere) throws Exception {
        Files.writeString(elsewhere.resolve("a.log"), record("one"));
        Files.createSymbolicLink(temp.resolve("out"), elsewhere);

        assertThat(folder.poll(source)).containsExactly("one");
    }

    @Test
    void unreadableFile_isNamedAndReadWhenItCan() throws Exception {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may read everything");
        Path secret = folder.append("a.log", record("one"));
        folder.append("b.log", record("two"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));

        assertThat(folder.poll(source)).containsExactly("two");
        assertThat(source.problem()).contains("a.log").contains("permission");

        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        assertThat(folder.poll(source)).containsExactly("one");
        assertThat(source.problem()).isNull();
    }

    @Test
    void missingFolder_isNamedAndReadWhenItIsThere() throws Exception {
        TestFolder later = new TestFolder(temp.resolve("later"), folder.ledger);
        FolderSource laterSource = later.source();
        assertThat(later.poll(laterSource)).isEmpty();
        assertThat(laterSource.problem()).contains("later does not exist: create it");

        later.append("a.log", record("one"));

        assertThat(later.poll(laterSource)).containsExactly("one");
        assertThat(laterSource.problem()).isNull();
    }

    @Test
    void fileInsteadOfFolder_isNamed() throws Exception {
        TestFolder wrong = new TestFolder(folder.append("a.log", record("one")), folder.ledger);
        FolderSource wrongSource = wrong.source();

        assertThat(wrong.poll(wrongSource)).isEmpty();
        assertThat(wrongSource.problem()).contains("is no folder");
    }

    @Test
    void fileThatIsGone_isForgottenAfterAnHour() throws Exception {
        Path log = folder.append("a.log", record("one"));
        folder.poll(source);
        Files.delete(log);
        folder.poll(source);
        assertThat(checkpoints()).hasSize(1);

        folder.passes(Duration.ofHours(1));
        folder.poll(source);

        assertThat(checkpoints()).isEmpty();
    }

    @Test
    void folderThatIsGone_keepsItsCheckpoints() throws Exception {
        Path root = temp.resolve("mount");
        TestFolder mount = new TestFolder(root, folder.ledger);
        FolderSource mounted = mount.source();
        mount.append("a.log", record("one"));
        mount.poll(mounted);
        Files.move(root, temp.resolve("unmounted"));
        for (int i = 0; i < 3; i++) {
            mount.passes(Duration.ofHours(1));
            mount.poll(mounted);
        }
        Files.move(temp.resolve("unmounted"), root);

        assertThat(mount.poll(mounted)).isEmpty();
    }

    @Test
    void checkpointOfAnUnknownVersion_makesTheFileBeReadAgain() throws Exception {
        folder.append("a.log", record("one"));
        folder.poll(source);
        String key = checkpoints().getFirst().source();
        folder.ledger.change(stores -> stores.checkpoints().put(new Checkpoint(key, "2 what a later version wrote")));

        assertThat(folder.poll(folder.source())).containsExactly("one");
    }

    @Test
    void thousandsOfFiles_areEachDeliveredOnce() throws Exception {
        for (int i = 0; i < 3000; i++) {
            folder.append("d" + i % 30 + "/f" + i, record("r" + i));
        }
        assertThat(folder.poll(source)).hasSize(3000).doesNotHaveDuplicates();
        assertThat(folder.poll(source)).isEmpty();
    }

    @Test
    void interrupt_endsThePoll() throws Exception {
        folder.append("a.log", record("one"));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> folder.poll(source)).isInstanceOf(InterruptedException.class);
        assertThat(folder.poll(source)).containsExactly("one");
    }

    @Test
    void batch_saysWhereAndWhen() throws Exception {
        folder.append("a.log", record("one"));
        source.poll(batch -> {
            assertThat(batch.origin()).isEqualTo(temp.resolve("a.log").toString());
            assertThat(batch.receivedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(batch.path()).isEqualTo(source.path());
            assertThat(Objects.requireNonNull(batch.checkpoint()).source()).startsWith(source.name());
            return folder.take(batch);
        });
        assertThat(folder.origins).hasSize(1);
    }

    private List<Checkpoint> checkpoints() {
        return folder.ledger.read(stores -> stores.checkpoints().startingWith("files:"));
    }
}
