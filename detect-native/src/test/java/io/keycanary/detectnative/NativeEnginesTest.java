package io.keycanary.detectnative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keycanary.detect.EngineProvider;
import org.junit.jupiter.api.Test;

/** Detect finds what this module offers. */
class NativeEnginesTest {
    @Test
    void engines_ofThisModule_areFound() {
        assertThat(NativeEngines.engines().all())
                .extracting(EngineProvider::name)
                .contains("java", "libdeflate", "swar", "vector");
    }

    @Test
    void engine_forLargeWork_isTheFasterOneAndForSmallWorkTheBuiltInOne() {
        assumeTrue(new LibdeflateProvider().obstacle() == null);

        assertThat(NativeEngines.engines().forWork(Long.MAX_VALUE).name()).isEqualTo("libdeflate + vector");
        assertThat(NativeEngines.engines().forWork(2000).name()).isEqualTo("java + swar");
    }
}
