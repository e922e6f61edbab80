package io.keycanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.integrity.TrailFiles;
import io.keycanary.integrity.TrailFilesContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScannedFilesTest extends TrailFilesContract {
    @TempDir
    private Path folder;

    @Override
    protected TrailFiles holding(Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return scanned(folder.toString());
    }

    private static ScannedFiles scanned(String... paths) {
        return new ScannedFiles(new ScanInputs(
                List.of(paths),
                DatePeriod.ALWAYS,
                new ScanInputs.ObjectStores() {
                    @Override
                    public ObjectStore get() {
                        throw new AssertionError("there is nothing in a store");
                    }

                    @Override
                    public void close() {}
                },
                new ByteArrayInputStream(new byte[0])));
    }

    @Override
    protected void remove(String path) throws IOException {
        Files.delete(folder.resolve(path));
    }

    @Test
    void standardInput_isNoFile() throws InterruptedException {
        List<String> names = new ArrayList<>();
        scanned("-").visit((folder, name) -> names.add(name));
        assertThat(names).isEmpty();
    }
}
