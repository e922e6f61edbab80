package io.keycanary.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which engine does which work, where detect stands alone. */
class EnginesTest {
    @Test
    void engine_withoutProviders_isTheBuiltInOneForAnyWork() {
        assertThat(Engines.builtIn().forWork(0).name()).isEqualTo("java + swar");
        assertThat(Engines.builtIn().forWork(Long.MAX_VALUE).name()).isEqualTo("java + swar");
        assertThat(Engines.builtIn().all()).allMatch(provider -> provider.obstacle() == null);
    }
}
