package io.keycanary.detectnative;

import io.keycanary.detect.AnchorSearch;
import io.keycanary.detect.AnchorSearchProvider;
import org.jspecify.annotations.Nullable;

/** Offers {@link VectorSearch} where the JVM was started with the incubator module {@code jdk.incubator.vector}. */
public final class VectorProvider implements AnchorSearchProvider {
    /** To load and compile vectors takes about 150 ms of processor time, which 100 MB of gzip win back. */
    private static final long PAYS_FROM_BYTES = 100 << 20;

    private static final String MODULE = "jdk.incubator.vector";

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public long paysFromBytes() {
        return PAYS_FROM_BYTES;
    }

    @Override
    public @Nullable String obstacle() {
        return ModuleLayer.boot().findModule(MODULE).isPresent()
                ? null
                : "the JVM was started without --add-modules " + MODULE + ", as `scan` starts it";
    }

    @Override
    public AnchorSearch search() {
        return new VectorSearch();
    }
}
