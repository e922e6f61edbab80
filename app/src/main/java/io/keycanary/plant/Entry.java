package io.keycanary.plant;

/** A name and the value to be written under it; the value may be secret. */
record Entry(String name, String value) {
    Entry named(String other) {
        return new Entry(other, value);
    }

    @Override
    public String toString() {
        return name + "=[REDACTED]";
    }
}
