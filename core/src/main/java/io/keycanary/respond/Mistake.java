package io.keycanary.respond;

/** Something in a file that cannot be meant, and what is possible instead. */
public record Mistake(Place place, String text) {
    @Override
    public String toString() {
        return place + ": " + text;
    }
}
