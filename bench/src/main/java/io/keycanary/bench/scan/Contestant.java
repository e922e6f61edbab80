package io.keycanary.bench.scan;

import java.util.List;
import java.util.function.Function;

/**
 * One of those that are measured.
 *
 * @param needs the program that must be on the path, or a class that must be on the class path
 * @param answer what it tells
 * @param slow it gets fewer rounds
 * @param command the whole command line for a task
 */
record Contestant(String name, String needs, Answer answer, boolean slow, Function<Task, List<String>> command) {
    /** What an answer can be checked for. */
    enum Answer {
        /** Only unpacks. */
        NOTHING,
        /** The files that hold an identifier, as {@code file:lines}. */
        FILES,
        /** The ids of the records that match, one a line. */
        EVENTS,
        /** All that a scan says. */
        SCAN
    }

    /** A command line for the shell, in which {@code FILES} stands for a program's call with every file of the task. */
    static List<String> overFiles(Task task, String program, String behind) {
        return List.of("sh", "-c", "find '" + task.folder() + "' -type f -print0 | xargs -0 " + program + " " + behind);
    }
}
