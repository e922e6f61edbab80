package io.keycanary.detectnative;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.keycanary.detect.Engine;
import io.keycanary.detect.EngineContract;
import org.junit.jupiter.api.BeforeAll;

/** Inflates by libdeflate, searches by vectors. */
class LibdeflateVectorEngineTest extends EngineContract {
    @BeforeAll
    static void library() {
        assumeTrue(new LibdeflateProvider().obstacle() == null, "libdeflate");
    }

    @Override
    protected Engine engine() {
        return NativeEngines.engines().forWork(Long.MAX_VALUE);
    }
}
