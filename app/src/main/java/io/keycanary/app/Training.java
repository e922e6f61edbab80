package io.keycanary.app;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the launcher has the program do when it makes a cache for fast starts: several commands in one process, so that the
 * cache has what all of them need.
 */
final class Training {
    private static final String NEXT = "+";

    private Training() {}

    /** Runs the commands, which a {@code +} parts. What they find, or that they fail, does not matter. */
    static void run(String[] args, Consumer<String[]> command) {
        List<String> left = Arrays.asList(args);
        while (!left.isEmpty()) {
            int end = left.contains(NEXT) ? left.indexOf(NEXT) : left.size();
            command.accept(left.subList(0, end).toArray(String[]::new));
            left = left.subList(Math.min(end + 1, left.size()), left.size());
        }
    }
}
