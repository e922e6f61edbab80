package io.keycanary.detect;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes: no exception at all, and the laws hold. Runs its seeds in the normal build; {@code JAZZER_FUZZ=1} fuzzes.
 */
class DetectorFuzzTest {
    /** Small enough for the fuzzer to pass the limits. */
    private static final Detector DETECTOR = new Detector(RandomRecords.INDEX, new Limits(16_384, 2048, 4096));

    @FuzzTest(maxDuration = "5m")
    void scan_anyBytes_keepsItsPromises(byte[] input) {
        ScanLaws.check(DETECTOR, input);
    }
}
