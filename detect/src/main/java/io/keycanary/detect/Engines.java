package io.keycanary.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the engine for a piece of work among those that it was given. Parts that cannot work here are passed over in
 * silence.
 *
 * <p>They are given, and not looked for by {@link java.util.ServiceLoader}: that opens every jar of the class path, which
 * costs more than a scan of some megabytes.
 */
public final class Engines {
    private static final Engines BUILT_IN = new Engines(List.of(), List.of());

    private final List<InflaterProvider> inflaters;
    private final List<AnchorSearchProvider> searches;

    /** The built-in parts, which work everywhere, and these. */
    public Engines(List<? extends InflaterProvider> inflaters, List<? extends AnchorSearchProvider> searches) {
        this.inflaters = fastestFirst(inflaters, new JavaInflaterProvider());
        this.searches = fastestFirst(searches, new SwarSearchProvider());
    }

    /** The built-in parts alone: pure Java. */
    public static Engines builtIn() {
        return BUILT_IN;
    }

    private static <T extends EngineProvider> List<T> fastestFirst(List<? extends T> more, T builtIn) {
        List<T> all = new ArrayList<>(more);
        all.add(builtIn);
        all.sort((a, b) -> Long.compare(b.paysFromBytes(), a.paysFromBytes()));
        return List.copyOf(all);
    }

    /**
     * The fastest engine for an amount of work.
     *
     * @param compressedBytes sum of the sizes of all inputs
     */
    public Engine forWork(long compressedBytes) {
        InflaterProvider inflater = best(inflaters, compressedBytes);
        AnchorSearchProvider search = best(searches, compressedBytes);
        return new Engine(inflater.name() + " + " + search.name(), inflater::inflater, search.search());
    }

    private static <T extends EngineProvider> T best(List<T> fastestFirst, long compressedBytes) {
        return fastestFirst.stream()
                .filter(provider -> provider.paysFromBytes() <= compressedBytes && provider.obstacle() == null)
                .findFirst()
                .orElse(fastestFirst.get(fastestFirst.size() - 1));
    }

    /** All parts that could be, for those who want to know which of them work here. */
    public List<EngineProvider> all() {
        List<EngineProvider> all = new ArrayList<>(inflaters);
        all.addAll(searches);
        return all;
    }

    private record JavaInflaterProvider() implements InflaterProvider {
        @Override
        public String name() {
            return "java";
        }

        @Override
        public Inflater inflater() {
            return new JavaInflater();
        }
    }

    private record SwarSearchProvider() implements AnchorSearchProvider {
        @Override
        public String name() {
            return "swar";
        }

        @Override
        public AnchorSearch search() {
            return AnchorSearch.scalar();
        }
    }
}
