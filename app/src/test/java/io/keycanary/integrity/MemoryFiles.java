package io.keycanary.integrity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A bucket in memory: files by their keys, and what is stored beside them. */
final class MemoryFiles implements TrailFiles {
    final TreeMap<String, byte[]> files = new TreeMap<>();
    final Map<String, String> signatures = new HashMap<>();

    @Override
    public void visit(Visitor visitor) {
        files.keySet().forEach(key -> {
            int slash = key.lastIndexOf('/');
            visitor.file(key.substring(0, Math.max(0, slash)), key.substring(slash + 1));
        });
    }

    @Override
    public InputStream open(String folder, String name) throws IOException {
        byte[] bytes = files.get(Inventory.path(folder, name));
        if (bytes == null) {
            throw new NoSuchFileException(Inventory.path(folder, name));
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public Optional<String> signature(String folder, String name) {
        return Optional.ofNullable(signatures.get(Inventory.path(folder, name)));
    }

    /** As copied to a disk: the signatures beside the files are lost. */
    MemoryFiles copy() {
        MemoryFiles copy = new MemoryFiles();
        copy.files.putAll(files);
        return copy;
    }
}
