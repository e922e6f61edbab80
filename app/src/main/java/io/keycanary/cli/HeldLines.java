package io.keycanary.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lines that wait for their turn to be written: a few in memory, more in a temporary file that has no name any more, so
 * that nothing is left of it however the program ends.
 */
final class HeldLines {
    private static final int IN_MEMORY_BYTES = 32 << 10;

    private ByteArrayOutputStream recent = new ByteArrayOutputStream();
    private @Nullable FileChannel older;

    /**
     * One line.
     *
     * @param result whether it belongs to the results, or tells the person about them
     */
    record Line(boolean result, String text) {}

    void add(Line line) {
        byte[] text = line.text().getBytes(StandardCharsets.UTF_8);
        try {
            DataOutputStream out = new DataOutputStream(recent);
            out.writeBoolean(line.result());
            out.writeInt(text.length);
            out.write(text);
            if (recent.size() > IN_MEMORY_BYTES) {
                spill();
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void spill() throws IOException {
        if (older == null) {
            Path file = Files.createTempFile("keycanary", ".lines");
            older = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        recent.writeTo(Channels.newOutputStream(older));
        recent = new ByteArrayOutputStream();
    }

    /** Hands out the lines in their order, and forgets them. */
    void drainTo(Consumer<Line> writer) {
        try {
            if (older != null) {
                try (FileChannel file = older.position(0)) {
                    older = null;
                    drain(new BufferedInputStream(Channels.newInputStream(file)), writer);
                }
            }
            byte[] rest = recent.toByteArray();
            recent = new ByteArrayOutputStream();
            drain(new java.io.ByteArrayInputStream(rest), writer);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static CommandFailure failed(IOException e) {
        return CommandFailure.incomplete("results that wait for earlier ones cannot be kept in the folder for temporary"
                + " files (java.io.tmpdir): " + e.getMessage());
    }

    private static void drain(InputStream from, Consumer<Line> writer) throws IOException {
        DataInputStream in = new DataInputStream(from);
        for (int kind = in.read(); kind >= 0; kind = in.read()) {
            byte[] text = in.readNBytes(in.readInt());
            writer.accept(new Line(kind == 1, new String(text, StandardCharsets.UTF_8)));
        }
    }
}
