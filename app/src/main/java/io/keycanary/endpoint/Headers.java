package io.keycanary.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Request headers as they came: order, case and repetitions kept, one {@code char} for each byte of a value. */
record Headers(List<Field> fields) {
    record Field(String name, String value) {}

    Headers {
        fields = List.copyOf(fields);
    }

    /** All values of a header, in order. */
    List<String> all(String name) {
        return fields.stream()
                .filter(f -> f.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /** The first value, or null. */
    @Nullable
    String first(String name) {
        return fields.stream()
                .filter(f -> f.name().equalsIgnoreCase(name))
                .map(Field::value)
                .findFirst()
                .orElse(null);
    }

    /** The first value, or an empty text. */
    String orEmpty(String name) {
        String value = first(name);
        return value == null ? "" : value;
    }
}
