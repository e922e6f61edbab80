package io.keycanary.detectnative;

import io.keycanary.detect.AnchorSearch;
import io.keycanary.detect.AnchorSearchProvider;
import org.jspecify.annotations.Nullable;

/** Offers {@link VectorSearch} where the JVM has the Vector API. */
final class VectorProvider implements AnchorSearchProvider {
    /** To load and compile vectors costs, and 450 MB of gzip take 4.9 s of processor time with them and 6.0 without. */
    private static final long PAYS_FROM_BYTES = 100 << 20;

    @Override
    public String name() {
        return "vector";
    }

    /** Never without the optimising compiler, which alone turns vectors into instructions: they are objects before. */
    @Override
    public long paysFromBytes() {
        return isOptimised() ? PAYS_FROM_BYTES : Long.MAX_VALUE;
    }

    /** HotSpot calls itself so when it was told to stop at its first compiler, or to do without any. */
    private static boolean isOptimised() {
        String mode = System.getProperty("java.vm.info", "");
        return !mode.contains("emulated-client") && !mode.contains("interpreted");
    }

    @Override
    public @Nullable String obstacle() {
        return VectorModule.load();
    }

    @Override
    public AnchorSearch search() {
        return new VectorSearch();
    }
}
