package io.keycanary.detectnative;

import io.keycanary.detect.Engines;
import java.util.List;

/** What this module offers to detect: libdeflate and vectors, each used where it is there and pays. */
public final class NativeEngines {
    private NativeEngines() {}

    /** The built-in parts and those of this module. */
    public static Engines engines() {
        return new Engines(List.of(new LibdeflateProvider()), List.of(new VectorProvider()));
    }
}
