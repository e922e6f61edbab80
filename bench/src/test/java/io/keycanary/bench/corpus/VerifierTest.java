package io.keycanary.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {
    @TempDir
    private static Path folder;

    private static Verifier verifier;
    private static Corpus corpus;

    @BeforeAll
    static void make() throws Exception {
        corpus = Corpus.in(folder, Size.TEST, 7);
        verifier = new Verifier(folder, corpus);
    }

    private static Path tokens() {
        return folder.resolve("tokens-10.json");
    }

    private static List<ScanAnswer.Found> exact() throws Exception {
        List<ScanAnswer.Found> found = new ArrayList<>();
        for (Expected line : verifier.expected("mix", tokens())) {
            if (line.kind() != null) {
                found.add(new ScanAnswer.Found(line.file(), line.index(), line.eventId(), line.token(), line.kind()));
            }
        }
        return found;
    }

    private static List<String> differences(List<ScanAnswer.Found> found, long records, String... troubled)
            throws Exception {
        JsonNode summary = new ObjectMapper()
                .valueToTree(Map.of(
                        "files", corpus.mix().files(), "records", records, "foreign", 0, "damaged", 0, "malformed", 0));
        return verifier.differences("mix", tokens(), new ScanAnswer(found, Set.of(troubled), summary));
    }

    @Test
    void exactAnswer_hasNoDifference() throws Exception {
        assertThat(exact()).hasSizeGreaterThan(50);
        assertThat(differences(exact(), corpus.mix().records())).isEmpty();
    }

    @Test
    void missedMatch_isNamed() throws Exception {
        List<ScanAnswer.Found> found = exact();
        String file = found.removeFirst().file();
        assertThat(differences(found, corpus.mix().records()))
                .singleElement()
                .asString()
                .startsWith("missed: " + file);
    }

    @Test
    void falseMatch_isNamedWithItsTrap() throws Exception {
        Expected trap = verifier.expected("mix", tokens()).stream()
                .filter(line -> line.kind() == null)
                .findFirst()
                .orElseThrow();
        List<ScanAnswer.Found> found = exact();
        found.add(new ScanAnswer.Found(trap.file(), trap.index(), trap.eventId(), trap.token(), "use"));
        assertThat(differences(found, corpus.mix().records()))
                .singleElement()
                .asString()
                .startsWith("false: " + trap.file())
                .contains(trap.what());
    }

    @Test
    void wrongIndexKindCountOrDamage_isNamed() throws Exception {
        List<ScanAnswer.Found> found = exact();
        ScanAnswer.Found first = found.removeFirst();
        found.add(new ScanAnswer.Found(first.file(), first.index() + 1, first.eventId(), first.token(), first.kind()));
        assertThat(differences(found, corpus.mix().records())).hasSize(2);
        assertThat(differences(exact(), corpus.mix().records() - 1)).hasSize(1);
        assertThat(differences(exact(), corpus.mix().records(), "mix/a")).hasSize(1);
        List<ScanAnswer.Found> otherKind = exact();
        ScanAnswer.Found one = otherKind.removeFirst();
        otherKind.add(new ScanAnswer.Found(one.file(), one.index(), one.eventId(), one.token(), "exposure"));
        assertThat(differences(otherKind, corpus.mix().records())).hasSize(2);
    }
}
