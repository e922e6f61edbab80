package io.keycanary.files;

import io.keycanary.intake.Ledger;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordBytes;
import io.keycanary.source.RecordSource;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A watched folder, a clock, and an intake that stores checkpoints and remembers which records it was given. */
final class TestFolder implements InstantSource {
    private static final Pattern RECORD = Pattern.compile("\\{\"eventID\":\"(\\w+)\"[^{}\"]*(\"[^\"]*\"[^{}\"]*)*\\}");

    final Path path;
    final Ledger ledger;
    final List<String> records = new ArrayList<>();
    final List<String> origins = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    TestFolder(Path path, Ledger ledger) {
        this.path = path;
        this.ledger = ledger;
    }

    /** What a test expects of a record's text. */
    static String record(String id) {
        return "{\"eventID\":\"" + id + "\",\"eventName\":\"a \\\" } { b\"}";
    }

    @Override
    public Instant instant() {
        return now;
    }

    void passes(Duration time) {
        now = now.plus(time);
    }

    FolderSource source() {
        return new FolderSource(path, ledger, this);
    }

    /** Stores everything. */
    Outcome take(RecordBytes batch) {
        records.addAll(ids(read(batch)));
        origins.add(batch.origin());
        ledger.change(stores -> stores.checkpoints().put(Objects.requireNonNull(batch.checkpoint())));
        return new Outcome.Done();
    }

    /** The record ids that a source finds in one poll. */
    List<String> poll(RecordSource source) throws InterruptedException {
        records.clear();
        origins.clear();
        source.poll(this::take);
        return List.copyOf(records);
    }

    static byte[] read(RecordBytes batch) {
        try (InputStream in = batch.bytes().open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> ids(byte[] bytes) {
        Matcher matcher = RECORD.matcher(new String(inflated(bytes), StandardCharsets.UTF_8));
        List<String> ids = new ArrayList<>();
        while (matcher.find()) {
            ids.add(matcher.group(1));
        }
        return ids;
    }

    private static byte[] inflated(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != 0x1f || bytes[1] != (byte) 0x8b) {
            return bytes;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
            in.transferTo(out);
        } catch (IOException e) {
            return out.toByteArray(); // truncated: what was readable
        }
        return out.toByteArray();
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    Path append(String name, String text) throws IOException {
        return append(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends, at the time of this clock. */
    Path append(String name, byte[] bytes) throws IOException {
        Path file = path.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.setLastModifiedTime(file, FileTime.from(now));
        return file;
    }
}
