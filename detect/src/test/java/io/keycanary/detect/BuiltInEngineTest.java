package io.keycanary.detect;

class BuiltInEngineTest extends EngineContract {
    @Override
    protected Engine engine() {
        return Engines.builtIn().forWork(0);
    }
}
