package io.keycanary.plant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keycanary.plant.GivenFiles.Given;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.yaml.snakeyaml.Yaml;

/** The law of planting: what is planted and removed again leaves the very same bytes, and meanwhile a valid file. */
class RoundTripPropertyTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 1500)
    void file_planted_and_removed_sameBytes(@ForAll @From("files") Given given) throws IOException {
        Path folder = Files.createTempDirectory("roundtrip");
        Path file = TestKeys.write(folder.resolve(given.name()), given.text());
        Planter planter = new Planter();

        Planted receipt = planter.plant(PlantRequest.of(given.format(), file, TestKeys.LOCAL))
                .receipt();
        String planted = TestKeys.read(file);
        assertThat(planted).contains(receipt.parts().getFirst().anchor());
        assertThat(planter.check(receipt).finding()).isEqualTo(Sight.Finding.INTACT);
        requireValid(given, planted);

        Removal removal = planter.remove(Planted.decode(receipt.encode()));
        assertThat(removal.leftovers()).isEmpty();
        assertThat(TestKeys.read(file)).isEqualTo(given.text());
        assertThat(planter.check(receipt).finding()).isEqualTo(Sight.Finding.KEY_GONE);
        try (var left = Files.list(folder)) {
            assertThat(left.toList()).containsExactly(file);
        }
        Files.delete(file);
        Files.delete(folder);
    }

    @Property(tries = 300)
    void file_changedAroundTheBlock_keepsTheChanges(@ForAll @From("lineFiles") Given given) throws IOException {
        Path folder = Files.createTempDirectory("roundtrip");
        Path file = TestKeys.write(folder.resolve(given.name()), given.text());
        Planter planter = new Planter();
        Planted receipt = planter.plant(PlantRequest.of(given.format(), file, TestKeys.KEY))
                .receipt();
        String before = "# first\n";
        String after = "\n# last\n";
        TestKeys.write(file, before + TestKeys.read(file) + after);

        assertThat(planter.remove(receipt).leftovers()).isEmpty();

        String rest = TestKeys.read(file);
        assertThat(rest).startsWith(before + given.text()).endsWith("# last\n").doesNotContain(TestKeys.ID);
        Files.delete(file);
        Files.delete(folder);
    }

    @Provide
    Arbitrary<Given> files() {
        return GivenFiles.all();
    }

    @Provide
    Arbitrary<Given> lineFiles() {
        return GivenFiles.ofLines();
    }

    private static void requireValid(Given given, String planted) throws IOException {
        if (given.format() == Format.JSON) {
            ObjectNode now = (ObjectNode) JSON.readTree(planted.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(now.remove("aws").path("secretAccessKey").asText()).isEqualTo(TestKeys.SECRET);
            assertThat(now).isEqualTo(JSON.readTree(given.text().getBytes(StandardCharsets.ISO_8859_1)));
        } else if (given.name().matches(".*\\.ya?ml")) {
            List<JsonNode> now = documents(planted);
            List<JsonNode> old = documents(given.text());
            assertThat(now.toString())
                    .contains(given.format() == Format.KUBERNETES_SECRET ? "Opaque" : TestKeys.SECRET);
            for (int i = 0; i < old.size(); i++) {
                requireKept(old.get(i), now.get(i));
            }
        }
    }

    /** All that was in the file is still there with the same value; a list may have grown. */
    private static void requireKept(JsonNode old, JsonNode now) {
        if (old.isObject()) {
            old.properties().forEach(member -> requireKept(member.getValue(), now.path(member.getKey())));
        } else if (old.isArray()) {
            assertThat(now).containsAll(old);
        } else if (!old.isNull()) {
            assertThat(now).isEqualTo(old);
        }
    }

    private static List<JsonNode> documents(String text) {
        List<JsonNode> documents = new ArrayList<>();
        new Yaml().loadAll(text).forEach(document -> documents.add(JSON.valueToTree(document)));
        return documents;
    }
}
