package io.keycanary.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses the engine for a piece of work. Parts that cannot work here are passed over in silence. */
public final class Engines {
    /** Below this the search for providers would cost more than any of them saves. */
    private static final long SMALL_WORK_BYTES = 1 << 20;

    private Engines() {}

    /**
     * The fastest engine for an amount of work.
     *
     * @param compressedBytes sum of the sizes of all inputs
     */
    public static Engine forWork(long compressedBytes) {
        InflaterProvider inflater = best(InflaterProvider.class, compressedBytes, new JavaInflaterProvider());
        AnchorSearchProvider search = best(AnchorSearchProvider.class, compressedBytes, new SwarSearchProvider());
        return new Engine(inflater.name() + " + " + search.name(), inflater::inflater, search.search());
    }

    private static <T extends EngineProvider> T best(Class<T> service, long compressedBytes, T builtIn) {
        if (compressedBytes < SMALL_WORK_BYTES) {
            return builtIn;
        }
        return found(service, new ArrayList<>()).stream()
                .filter(provider -> provider.paysFromBytes() <= compressedBytes)
                .sorted(Comparator.comparingLong(EngineProvider::paysFromBytes).reversed())
                .filter(provider -> provider.obstacle() == null)
                .findFirst()
                .orElse(builtIn);
    }

    /** All parts that could be, for those who want to know which of them work here. */
    public static List<EngineProvider> all() {
        List<EngineProvider> broken = new ArrayList<>();
        List<EngineProvider> all = new ArrayList<>(List.of(new JavaInflaterProvider(), new SwarSearchProvider()));
        all.addAll(found(InflaterProvider.class, broken));
        all.addAll(found(AnchorSearchProvider.class, broken));
        return Stream.concat(all.stream(), broken.stream()).toList();
    }

    /** A provider built for a newer Java fails while it is loaded, and must not take the others along. */
    private static <T extends EngineProvider> List<T> found(Class<T> service, List<EngineProvider> broken) {
        List<T> found = new ArrayList<>();
        Iterator<T> providers =
                ServiceLoader.load(service, Engines.class.getClassLoader()).iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return found;
                }
                found.add(providers.next());
            } catch (ServiceConfigurationError | LinkageError e) {
                broken.add(new Unloadable(service.getSimpleName(), String.valueOf(e.getMessage())));
            }
        }
    }

    private record Unloadable(String name, String why) implements EngineProvider {
        @Override
        public @Nullable String obstacle() {
            return "cannot be loaded: " + why;
        }
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
