package io.keycanary.detect;

import org.jspecify.annotations.Nullable;

/** What a match is about. Compared by hand: what the JVM makes for records costs some milliseconds at the first match. */
record Subject(String id, boolean sensor) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Subject subject && sensor == subject.sensor && id.equals(subject.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
