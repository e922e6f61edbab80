package io.keycanary.detect;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes: no exception at all, and the laws hold. Runs its seeds in the normal build; {@code JAZZER_FUZZ=1} fuzzes.
 */
class DetectorFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void scan_anyBytes_keepsItsPromises(byte[] input) {
        ScanLaws.check(RandomRecords.INDEX, input);
    }
}
