package io.keycanary.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a verification relies on, wherever the files lie. */
public abstract class TrailFilesContract {
    /** A store with these files, by their paths in it. */
    protected abstract TrailFiles holding(Map<String, byte[]> files) throws IOException;

    /** Takes a file away again. */
    protected abstract void remove(String path) throws IOException;

    private record Listed(String folder, String name) {}

    private static List<Listed> list(TrailFiles files) throws InterruptedException {
        List<Listed> listed = new ArrayList<>();
        files.visit((folder, name) -> listed.add(new Listed(folder, name)));
        return listed;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void files_areListedByTheirNames_twiceAlike() throws IOException, InterruptedException {
        TrailFiles files = holding(Map.of("a/b/one.json.gz", bytes("1"), "a/two.json", bytes("2")));
        assertThat(list(files)).extracting(Listed::name).containsExactlyInAnyOrder("one.json.gz", "two.json");
        assertThat(list(files)).isEqualTo(list(files));
    }

    @Test
    void listedFile_canBeOpenedTwice() throws IOException, InterruptedException {
        TrailFiles files = holding(Map.of("a/b/one.json.gz", bytes("content"), "a/c/one.json.gz", bytes("other")));
        List<String> contents = new ArrayList<>();
        for (Listed listed : list(files)) {
            for (int i = 0; i < 2; i++) {
                try (InputStream in = files.open(listed.folder(), listed.name())) {
                    contents.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        assertThat(contents).containsExactlyInAnyOrder("content", "content", "other", "other");
    }

    @Test
    void fileThatIsGone_isNoSuchFile() throws IOException, InterruptedException {
        TrailFiles files = holding(Map.of("a/one.json.gz", bytes("1")));
        Listed listed = list(files).getFirst();
        remove("a/one.json.gz");
        assertThatThrownBy(() -> files.open(listed.folder(), listed.name()).close())
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void fileWithoutSignature_hasNone() throws IOException, InterruptedException {
        TrailFiles files = holding(Map.of("a/one.json.gz", bytes("1")));
        Listed listed = list(files).getFirst();
        assertThat(files.signature(listed.folder(), listed.name())).isEmpty();
    }
}
