package io.keycanary.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON array written one element after the other, so that it need not fit into memory. */
final class JsonList implements AutoCloseable {
    private final OutputStream out;
    private String before = "[";

    JsonList(OutputStream out) {
        this.out = out;
    }

    void add(Map<String, @Nullable Object> element) throws IOException {
        write(before + Json.line(element));
        before = ",\n";
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends the array and closes the stream. */
    @Override
    public void close() throws IOException {
        write(before.equals("[") ? "[]" : "]");
        out.close();
    }
}
