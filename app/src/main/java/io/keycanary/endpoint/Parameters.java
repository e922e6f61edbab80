package io.keycanary.endpoint;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decoded name and value pairs of a query string or a form, in order. */
record Parameters(List<Pair> pairs) {
    /** More than this many are hostile, not asked for. */
    private static final int MAX_PAIRS = 2_000;

    record Pair(String name, String value) {}

    static final Parameters NONE = new Parameters(List.of());

    Parameters {
        pairs = List.copyOf(pairs);
    }

    /** Splits and decodes; {@code plusIsSpace} as HTML forms have it. */
    static Parameters parse(String raw, boolean plusIsSpace) {
        if (raw.isEmpty()) {
            return NONE;
        }
        String text = plusIsSpace ? raw.replace('+', ' ') : raw;
        List<Pair> pairs = new ArrayList<>();
        for (String part : text.split("&", MAX_PAIRS)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                pairs.add(
                        equals < 0
                                ? new Pair(Percent.decodeText(part), "")
                                : new Pair(
                                        Percent.decodeText(part.substring(0, equals)),
                                        Percent.decodeText(part.substring(equals + 1))));
            }
        }
        return new Parameters(pairs);
    }

    @Nullable
    String first(String name) {
        return pairs.stream()
                .filter(p -> p.name().equals(name))
                .map(Pair::value)
                .findFirst()
                .orElse(null);
    }

    boolean has(String name) {
        return first(name) != null;
    }
}
