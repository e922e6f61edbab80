package io.keycanary.cli;

import io.keycanary.integrity.TrailFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a scan reads, as the files of trails. Standard input and pipes are none. */
final class ScannedFiles implements TrailFiles {
    private final ScanInputs inputs;

    ScannedFiles(ScanInputs inputs) {
        this.inputs = inputs;
    }

    @Override
    public void visit(Visitor visitor) throws InterruptedException {
        inputs.list(null, new ScanInputs.Listing() {
            @Override
            public void input(ScanInput input) {
                if (input.bytes() != ScanInput.UNKNOWN) {
                    String path = input.name();
                    int name = path.lastIndexOf('/') + 1;
                    visitor.file(path.substring(0, name), path.substring(name));
                }
            }

            @Override
            public void note(String words) {
                // the scan has said it
            }
        });
    }

    @Override
    public InputStream open(String folder, String name) throws IOException {
        return Files.newInputStream(Path.of(folder + name));
    }

    @Override
    public Optional<String> signature(String folder, String name) {
        return Optional.empty();
    }
}
