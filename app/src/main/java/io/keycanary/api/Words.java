package io.keycanary.api;

import io.keycanary.token.Printable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads and writes the words of closed families. States are in capitals everywhere, kinds in small letters. */
final class Words {
    private Words() {}

    /** {@code SECRET_STORE} is {@code secret-store}. */
    static String small(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads one, in either writing.
     *
     * @throws Problem that lists what is possible
     */
    static <E extends Enum<E>> E read(Class<E> type, String field, String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest(field + " is one of "
                        + Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "))
                        + " and not \"" + Printable.line(text, 40) + "\""));
    }
}
