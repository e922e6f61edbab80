package io.keycanary.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OcsfFileChannelTest extends AlertChannelContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Override
    AlertChannel channel() {
        return channel(file());
    }

    private Path file() {
        return folder.resolve("findings.jsonl");
    }

    private static AlertChannel channel(Path file) {
        return Channels.open(new OcsfFile("here", file), NoCloud.world(InstantSource.system()));
    }

    @Override
    List<String> shown() {
        List<String> texts = new ArrayList<>();
        lines().forEach(line -> texts(read(line), texts));
        return texts;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void texts(JsonNode node, List<String> into) {
        if (node.isTextual()) {
            into.add(node.asText());
        }
        node.forEach(child -> texts(child, into));
    }

    @Test
    void send_twice_appendsALineEach() throws Exception {
        AlertChannel channel = channel();
        channel.send(SampleAlerts.plain());
        DeliveryResult second = channel.send(SampleAlerts.hostile());

        assertThat(lines())
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(read(line).get("class_uid").asInt()).isEqualTo(2004));
        long first = lines().getFirst().getBytes(StandardCharsets.UTF_8).length + 1;
        assertThat(second).isEqualTo(new DeliveryResult.Accepted((Files.size(file()) - first) + " bytes at " + first));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .startsWith("rw-")
                .endsWith("---");
    }

    @Test
    void send_fileWasMovedAway_beginsANewOne() throws Exception {
        AlertChannel channel = channel();
        channel.send(SampleAlerts.plain());
        Path rotated = folder.resolve("findings.jsonl.1");
        Files.move(file(), rotated);

        channel.send(SampleAlerts.hostile());

        assertThat(Files.readAllLines(rotated)).hasSize(1);
        assertThat(lines()).hasSize(1);
    }

    @Test
    void send_lastLineWasCutOff_beginsALineOfItsOwn() throws Exception {
        Files.writeString(file(), "{\"activity_id\":1,\"act");

        channel().send(SampleAlerts.plain());

        assertThat(lines()).hasSize(2);
        assertThat(read(lines().getLast()).get("class_uid").asInt()).isEqualTo(2004);
    }

    @Test
    void send_folderIsGone_isRepeatedAndSaysWhich() throws InterruptedException {
        Path nowhere = folder.resolve("gone").resolve("findings.jsonl");

        assertThat(channel(nowhere).send(SampleAlerts.plain()))
                .isInstanceOfSatisfying(
                        DeliveryResult.Retry.class,
                        retry -> assertThat(retry.reason()).contains(nowhere + " cannot be written"));
    }

    @Test
    void send_fullDisk_isRepeated() throws InterruptedException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full)); // Linux has a disk that is always full; elsewhere there is none to ask for

        assertThat(channel(full).send(SampleAlerts.plain())).isInstanceOf(DeliveryResult.Retry.class);
    }

    @Test
    void send_anotherWriterHasTheFile_isRepeated() throws Exception {
        try (FileChannel other = FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(channel().send(SampleAlerts.plain()))
                    .isInstanceOfSatisfying(
                            DeliveryResult.Retry.class,
                            retry -> assertThat(retry.reason()).contains("by another process"));
        }
        assertThat(Files.size(file())).isZero();
    }

    @Test
    void settings_relativeFile_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OcsfFile("here", Path.of("findings.jsonl")))
                .withMessageContaining("'findings.jsonl'");
    }
}
