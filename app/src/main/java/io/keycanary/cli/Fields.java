package io.keycanary.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of one JSON object, in the order in which they are written. */
final class Fields {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** Adds a member; see {@link Json#line} for the values. */
    Fields with(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    /** The object. */
    Map<String, @Nullable Object> map() {
        return members;
    }
}
