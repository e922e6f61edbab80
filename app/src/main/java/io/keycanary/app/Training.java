package io.keycanary.app;

import java.util.Arrays;
import java.util.List;

/**
 * Main entry point for the launcher when it makes a cache for fast starts: runs several commands in one process, so that
 * the cache has what all of them need.
 */
public final class Training {
    private static final String NEXT = "+";

    private Training() {}

    /** Runs the commands, which a {@code +} parts. What they find, or that they fail, does not matter. */
    public static void main(String[] args) {
        List<String> left = Arrays.asList(args);
        while (!left.isEmpty()) {
            int end = left.contains(NEXT) ? left.indexOf(NEXT) : left.size();
            Main.once(left.subList(0, end).toArray(String[]::new));
            left = left.subList(Math.min(end + 1, left.size()), left.size());
        }
        Runtime.getRuntime().halt(0);
    }
}
