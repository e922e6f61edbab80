package io.keycanary.respond;

import java.util.List;
import java.util.Map;

/**
 * An action that calls nobody: what it decides is written down, and the register is all that changes.
 *
 * @param says what that means
 */
public record NoCalls(String says) implements ResponseAction {
    @Override
    public Plan look() {
        return new Plan(List.of("nothing is called: " + says), Map.of());
    }

    @Override
    public void apply(Map<String, String> before) {}

    @Override
    public void undo(Map<String, String> before) {}

    @Override
    public void close() {}
}
