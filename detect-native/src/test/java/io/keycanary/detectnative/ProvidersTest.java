package io.keycanary.detectnative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keycanary.detect.EngineProvider;
import io.keycanary.detect.Engines;
import org.junit.jupiter.api.Test;

/** Detect finds what this module offers. */
class ProvidersTest {
    @Test
    void libdeflate_isAmongTheEngines() {
        assertThat(Engines.all()).extracting(EngineProvider::name).contains("java", "libdeflate");
    }

    @Test
    void engine_forLargeWork_isTheFasterOneAndForSmallWorkTheBuiltInOne() {
        assumeTrue(new LibdeflateProvider().obstacle() == null);

        assertThat(Engines.forWork(Long.MAX_VALUE).name()).startsWith("libdeflate + ");
        assertThat(Engines.forWork(2000).name()).startsWith("java + ");
    }
}
