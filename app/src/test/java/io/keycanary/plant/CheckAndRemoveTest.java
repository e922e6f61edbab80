package io.keycanary.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.token.Placement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Looking at what was planted, and taking it out after others changed the file. */
class CheckAndRemoveTest {
    private static final String ORIGINAL = "A=1\nB=2\n";

    @TempDir
    private Path folder;

    private final Planter planter = new Planter();
    private Path file = Path.of("unset");
    private Planted receipt = new Planted(0, "", List.of(), null);

    @BeforeEach
    void plant() throws IOException {
        file = TestKeys.write(folder.resolve(".env"), ORIGINAL);
        receipt = planter.plant(PlantRequest.of(Format.DOTENV, file, TestKeys.KEY))
                .receipt();
    }

    @Test
    void check_unchanged_isConfirmed() {
        found(Sight.Finding.INTACT, Placement.State.CONFIRMED);
    }

    @Test
    void check_fileGone_isMissing() throws IOException {
        Files.delete(file);
        found(Sight.Finding.FILE_GONE, Placement.State.MISSING);
    }

    @Test
    void check_keyIdGone_isMissing() throws IOException {
        change(TestKeys.ID, "AKIAWLPRWNN4OTHERKEY");
        found(Sight.Finding.KEY_GONE, Placement.State.MISSING);
    }

    @Test
    void check_secretAltered_isMissing() throws IOException {
        change(TestKeys.SECRET, TestKeys.SECRET.replace('q', 'Q'));
        found(Sight.Finding.SECRET_ALTERED, Placement.State.MISSING);
    }

    @Test
    void check_reformatted_isConfirmedButNotRemoved() throws IOException {
        change("AWS_SECRET_ACCESS_KEY=", "AWS_SECRET_ACCESS_KEY = ");
        found(Sight.Finding.REWRITTEN, Placement.State.CONFIRMED);

        String changed = TestKeys.read(file);
        Removal removal = planter.remove(receipt);
        assertThat(removal.complete()).isFalse();
        assertThat(removal.leftovers().getFirst()).contains(TestKeys.ID).doesNotContain(TestKeys.SECRET);
        assertThat(TestKeys.read(file)).isEqualTo(changed);
    }

    @Test
    void check_inAFolder_isUnknown() throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
        found(Sight.Finding.UNREADABLE, Placement.State.PLANTED);
    }

    @Test
    void remove_lineEndsConverted_leavesOurLinesOut() throws IOException {
        TestKeys.write(file, TestKeys.read(file).replace("\n", "\r\n"));
        found(Sight.Finding.INTACT, Placement.State.CONFIRMED);

        assertThat(planter.remove(receipt).complete()).isTrue();
        assertThat(TestKeys.read(file).replace("\r", "")).isEqualTo(ORIGINAL);
    }

    @Test
    void remove_trailingLineEndStripped_keepsTheOriginalLines() throws IOException {
        TestKeys.write(file, TestKeys.read(file).stripTrailing());

        assertThat(planter.remove(receipt).complete()).isTrue();
        assertThat(TestKeys.read(file).strip()).isEqualTo(ORIGINAL.strip());
    }

    @Test
    void remove_blankLineTakenAway_keepsLinesApart() throws IOException {
        TestKeys.write(file, TestKeys.read(file).replace("\n\n", "\n") + "C=3\n");

        assertThat(planter.remove(receipt).complete()).isTrue();
        assertThat(TestKeys.read(file)).isEqualTo(ORIGINAL + "C=3\n");
    }

    @Test
    void remove_keyCopiedElsewhereInTheFile_saysSo() throws IOException {
        TestKeys.write(file, TestKeys.read(file) + "COPY=" + TestKeys.ID + "\n");

        assertThat(planter.remove(receipt).leftovers().getFirst()).contains("copied");
    }

    @Test
    void remove_twice_isDoneAndSaysSo() throws IOException {
        planter.remove(receipt);

        Removal again = planter.remove(receipt);

        assertThat(again.complete()).isTrue();
        assertThat(again.changes().getFirst()).contains("no longer");
        assertThat(TestKeys.read(file)).isEqualTo(ORIGINAL);
    }

    @Test
    void remove_fromAnEmptyJsonObjectThatGrew_leavesValidJson() throws IOException {
        Path json = TestKeys.write(folder.resolve("a.json"), "{}");
        Planted planted =
                planter.plant(PlantRequest.of(Format.JSON, json, TestKeys.KEY)).receipt();
        TestKeys.write(json, TestKeys.read(json).replaceAll("\\s*}\\s*$", ", \"b\": 2}"));

        assertThat(planter.remove(planted).complete()).isTrue();
        assertThat(TestKeys.read(json).replaceAll("\\s", "")).isEqualTo("{\"b\":2}");
    }

    @ParameterizedTest
    @EnumSource
    void newFile_ofEveryFormat_namesNoProductAndGoesAgain(Format format) throws IOException {
        Path place = folder.resolve("new/" + (format == Format.COMMENT ? "a.sql" : "file"));
        if (format == Format.COMMENT) {
            TestKeys.write(place, "select 1;\n");
        }
        Planting planting = planter.plant(PlantRequest.of(format, place, TestKeys.LOCAL));
        Path written = Path.of(planting.receipt().parts().getLast().path());
        String text = TestKeys.read(written);

        assertThat(text).doesNotContainIgnoringCase("canary").doesNotContainIgnoringCase("decoy");
        assertThat(distance(text, planting.receipt().parts().getLast().anchor()))
                .isLessThan(3);
        assertThat(planting.receipt().encode()).doesNotContain(TestKeys.SECRET);
        assertThat(planting.toString()).doesNotContain(TestKeys.SECRET);
        assertThat(planter.check(planting.receipt()).finding()).isEqualTo(Sight.Finding.INTACT);
        assertThat(planter.remove(planting.receipt()).complete()).isTrue();
        if (format != Format.COMMENT) {
            assertThat(folder.resolve("new")).doesNotExist();
        }
    }

    /** Lines between the key id and the secret. */
    private static int distance(String text, String anchor) {
        String[] lines = text.split("\n", -1);
        int id = index(lines, anchor);
        String encoded = Base64.getEncoder().encodeToString(TestKeys.SECRET.getBytes(StandardCharsets.US_ASCII));
        int secret = Math.max(index(lines, TestKeys.SECRET), index(lines, encoded));
        assertThat(id).isNotNegative();
        assertThat(secret).isNotNegative();
        return Math.abs(secret - id);
    }

    private static int index(String[] lines, String part) {
        return Arrays.asList(lines)
                .indexOf(Arrays.stream(lines)
                        .filter(line -> line.contains(part))
                        .findFirst()
                        .orElse("\0"));
    }

    @Test
    void receipt_ofAnotherVersionOrDamaged_isRefused() {
        assertThatThrownBy(() -> Planted.decode("{\"version\":2,\"format\":\"x\",\"parts\":[]}"))
                .hasMessageContaining("version 2");
        assertThatThrownBy(() -> Planted.decode("")).isInstanceOf(PlantException.class);
        assertThat(Planted.decode(receipt.encode())).isEqualTo(receipt);
    }

    private void change(String from, String to) throws IOException {
        TestKeys.write(file, TestKeys.read(file).replace(from, to));
    }

    private void found(Sight.Finding finding, Placement.State state) {
        Sight sight = planter.check(receipt);
        assertThat(sight.finding()).isEqualTo(finding);
        assertThat(sight.state()).isEqualTo(state);
        assertThat(sight.detail()).contains(".env").doesNotContain(TestKeys.SECRET);
    }
}
