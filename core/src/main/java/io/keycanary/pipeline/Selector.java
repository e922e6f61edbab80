package io.keycanary.pipeline;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names one place in a JSON event.
 *
 * @param steps a {@code String} for a member, an {@code Integer} for an element
 */
record Selector(List<Object> steps) {
    /** What stands for "there is no such place". */
    static final Object MISSING = new Object();

    Selector {
        steps = List.copyOf(steps);
    }

    @Nullable
    Object in(@Nullable Object event) {
        Object here = event;
        for (Object step : steps) {
            here = step(here, step);
            if (here == MISSING) {
                return MISSING;
            }
        }
        return here;
    }

    private static @Nullable Object step(@Nullable Object from, Object step) {
        if (step instanceof Integer index) {
            return from instanceof List<?> list && index < list.size() ? list.get(index) : MISSING;
        }
        return from instanceof Map<?, ?> map && map.containsKey(step) ? map.get(step) : MISSING;
    }

    @Override
    public String toString() {
        return steps.stream()
                .map(step -> step instanceof Integer index ? "[" + index + "]" : "." + step)
                .collect(Collectors.joining("", "$", ""));
    }
}
