package io.keycanary.cli;

import java.nio.file.Path;
import java.util.function.Function;

/**
 * Sets how often the server drills.
 *
 * @param setting writes the period, and says into which file
 */
record DrillSchedule(Workplace work, Function<String, Path> setting) {
    int set(String period) {
        Path file = setting.apply(period);
        if (work.json()) {
            work.write(new Fields().with("every", period).with("file", file).map());
        } else {
            work.screen()
                    .line("from its next start `serve` drills each token every " + Screen.safe(period) + " ("
                            + Screen.safe(file) + ")");
        }
        return Exit.OK;
    }
}
