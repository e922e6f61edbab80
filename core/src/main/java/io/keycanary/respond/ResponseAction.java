package io.keycanary.respond;

import java.util.List;
import java.util.Map;

/**
 * Does one thing to one target, and takes it back. Each method may fail with an
 * {@link io.keycanary.token.AccountException}. Nothing is stored here: whoever calls it records what will be done, and
 * what undo needs, first.
 */
public interface ResponseAction extends AutoCloseable {
    /**
     * What will be done.
     *
     * @param calls each as {@code service:Action} with its parameters
     * @param before what undo needs
     */
    record Plan(List<String> calls, Map<String, String> before) {
        /** Copies the collections. */
        public Plan {
            calls = List.copyOf(calls);
            before = Map.copyOf(before);
        }
    }

    /** Looks at what is there, and changes nothing. */
    Plan look();

    /** Does it. Doing it again changes nothing more. */
    void apply(Map<String, String> before);

    /** Gives back what was there before. Doing it again changes nothing more. */
    void undo(Map<String, String> before);

    @Override
    void close();
}
