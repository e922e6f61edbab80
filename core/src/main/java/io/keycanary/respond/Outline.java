package io.keycanary.respond;

import java.util.List;

/** What a file says before anybody asks whether it means something: texts, lists and named fields, each with its place. */
public sealed interface Outline {
    /** Where it begins. */
    Place place();

    /** A single value. */
    record Text(String value, Place place) implements Outline {}

    /** A list. */
    record Items(List<Outline> items, Place place) implements Outline {
        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Named values, as they stand: a name that is given twice is in it twice. */
    record Fields(List<Field> fields, Place place) implements Outline {
        /** Copies the list. */
        public Fields {
            fields = List.copyOf(fields);
        }
    }

    /** One named value. */
    record Field(Text name, Outline value) {}
}
