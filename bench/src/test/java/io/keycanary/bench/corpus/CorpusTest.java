package io.keycanary.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @TempDir
    private Path folder;

    @Test
    void corpus_sameSeed_sameBytes() throws Exception {
        Corpus one = Corpus.in(folder.resolve("a"), Size.TEST, 7);
        Corpus two = Corpus.in(folder.resolve("b"), Size.TEST, 7);
        assertThat(one).isEqualTo(two);
        assertThat(contents(folder.resolve("a"))).isEqualTo(contents(folder.resolve("b")));
    }

    @Test
    void corpus_otherSeed_replacesTheOldOne() throws Exception {
        Corpus.in(folder, Size.TEST, 7);
        Map<String, String> before = contents(folder);
        Corpus.in(folder, Size.TEST, 8);
        assertThat(contents(folder)).isNotEqualTo(before);
    }

    @Test
    void manifest_namesRecordsThatAreThere() throws Exception {
        Corpus corpus = Corpus.in(folder, Size.TEST, Corpus.SEED);
        Map<String, List<JsonNode>> files = new HashMap<>();
        long records = 0;
        for (Path file : files(folder.resolve("mix"))) {
            List<JsonNode> held = records(file);
            files.put(folder.relativize(file).toString(), held);
            records += held.size();
        }
        assertThat(records).isEqualTo(corpus.mix().records());
        List<Expected> planted = Corpus.manifest(folder).stream()
                .filter(line -> line.file().startsWith("mix/"))
                .toList();
        assertThat(planted).hasSizeGreaterThan(200);
        for (Expected line : planted) {
            assertThat(files.getOrDefault(line.file(), List.of())
                            .get((int) line.index())
                            .path("eventID")
                            .asText())
                    .isEqualTo(line.eventId());
        }
    }

    @Test
    void keyIds_nameTheirAccount() {
        Decoy decoy = new Fleet(7).decoy(12_345);
        long bits = 0;
        for (char c : decoy.accessKeyId().substring(4, 14).toCharArray()) {
            bits = bits << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c);
        }
        assertThat("%012d".formatted(bits >>> 9 & 0xff_ffff_ffffL)).isEqualTo(decoy.account());
    }

    private static List<JsonNode> records(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            List<JsonNode> records = new ArrayList<>();
            STRICT.readTree(in).path("Records").forEach(records::add);
            return records;
        }
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Map<String, String> contents(Path below) throws IOException {
        Map<String, String> contents = new HashMap<>();
        for (Path file : files(below)) {
            contents.put(below.relativize(file).toString(), new String(Files.readAllBytes(file), "ISO-8859-1"));
        }
        return contents;
    }
}
