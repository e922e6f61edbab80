package io.keycanary.cli;

import io.keycanary.integrity.TrailFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;

/** What a scan reads, as the files of trails. Standard input and pipes are none. */
final class ScannedFiles implements TrailFiles {
    /** Where CloudTrail puts the signature of a digest: {@code x-amz-meta-signature}. */
    private static final String SIGNATURE = "signature";

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
        if (!StoredInputs.isUrl(folder)) {
            return Files.newInputStream(Path.of(folder + name));
        }
        Matcher url = StoredInputs.matcher(folder + name);
        ObjectStore store = inputs.store();
        return store.open(
                url.group(1), store.describe(url.group(1), url.group(2)).object());
    }

    @Override
    public Optional<String> signature(String folder, String name) throws IOException {
        if (!StoredInputs.isUrl(folder)) {
            return Optional.empty();
        }
        Matcher url = StoredInputs.matcher(folder + name);
        return Optional.ofNullable(
                inputs.store().describe(url.group(1), url.group(2)).metadata().get(SIGNATURE));
    }
}
