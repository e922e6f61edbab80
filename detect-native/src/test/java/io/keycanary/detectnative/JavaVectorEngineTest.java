package io.keycanary.detectnative;

import io.keycanary.detect.Engine;
import io.keycanary.detect.EngineContract;
import io.keycanary.detect.Engines;

/** Inflates in Java, searches by vectors. */
class JavaVectorEngineTest extends EngineContract {
    @Override
    protected Engine engine() {
        return new Engine("java + vector", Engines.builtIn().forWork(0).inflaters(), new VectorSearch());
    }
}
