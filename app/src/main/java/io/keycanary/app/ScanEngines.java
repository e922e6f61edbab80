package io.keycanary.app;

import io.keycanary.cli.Check;
import io.keycanary.detect.EngineProvider;
import io.keycanary.detect.Engines;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What {@code doctor} sees of the parts that make a scan fast. None of them is needed. */
final class ScanEngines implements Supplier<Stream<Check>> {
    private final Supplier<Engines> engines;

    ScanEngines(Supplier<Engines> engines) {
        this.engines = engines;
    }

    @Override
    public Stream<Check> get() {
        return engines.get().all().stream().map(ScanEngines::check);
    }

    private static Check check(EngineProvider part) {
        String obstacle = part.obstacle();
        return obstacle == null
                ? Check.ok("scan engine", part.name())
                : Check.note("scan engine", part.name() + " " + obstacle);
    }
}
