package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Any bytes: no exception at all, and the laws hold. Runs its seeds in the normal build; {@code JAZZER_FUZZ=1} fuzzes.
 */
class DetectorFuzzTest {
    /** Small enough for the fuzzer to pass the limits. */
    private static final Detector DETECTOR = new Detector(RandomRecords.INDEX, new Limits(16_384, 2048, 4096));

    /** Without sensors, whose names take a search that makes every file be cut. */
    private static final Detector WHOLE = new Detector(TokenIndex.of(RandomRecords.TOKENS, List.of()));

    @FuzzTest(maxDuration = "5m")
    void scan_anyBytes_keepsItsPromises(byte[] input) {
        ScanLaws.check(DETECTOR, input);
    }

    /** In JSON, and apart from the place of a record, which look-alikes of records before it would change. */
    @FuzzTest(maxDuration = "5m")
    void scanWhole_anyBytesInTheFormOfAws_findsWhatTheStreamFinds(byte[] input) throws IOException {
        byte[] file = fileOfAws(input);

        Seen whole = Seen.byWhole(WHOLE, file);

        assertThat(whole.report().records())
                .isEqualTo(whole.report().matched()
                        + whole.report().unmatched()
                        + whole.report().malformed());
        List<String> streamed = Seen.by(WHOLE, file).findings();
        if (!whole.findings().equals(streamed) && isJson(file)) {
            assertThat(whole.findings()).isEqualTo(streamed);
        }
    }

    /** Records that are drawn by the bytes, in a layout that is drawn by them too. */
    @FuzzTest(maxDuration = "5m")
    void scan_recordsDrawnByAnyBytes_agreesWithReference(byte[] input) {
        Random random = new Random(Bytes.hash(input, 0, input.length));
        List<String> records = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            records.add(RandomRecords.any(random));
        }
        DifferentialTest.agree(records, Layout.values()[random.nextInt(Layout.values().length)]);
    }

    private static byte[] fileOfAws(byte[] records) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write("{\"Records\":[{\"eventVersion\":\"1.08\",\"userIdentity\":".getBytes(UTF_8));
        file.write(records);
        file.write("}]}".getBytes(UTF_8));
        return file.toByteArray();
    }

    private static boolean isJson(byte[] file) {
        try {
            return ReferenceJson.count(new String(file, UTF_8)) == 1;
        } catch (IOException e) {
            return false;
        }
    }
}
