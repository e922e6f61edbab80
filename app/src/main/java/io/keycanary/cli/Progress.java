package io.keycanary.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** One line on a terminal that says how far long work is; nothing where nobody watches. */
final class Progress {
    private static final Duration STEP = Duration.ofMillis(200);
    private static final String CLEAR = "\r\u001b[K";

    private final Screen screen;
    private final InstantSource clock;
    private Instant next;
    private boolean shown;

    Progress(Screen screen, InstantSource clock) {
        this.screen = screen;
        this.clock = clock;
        this.next = clock.instant().plus(STEP);
    }

    /** Shows the words, unless the last ones are too young. */
    void show(Supplier<String> words) {
        if (!screen.progress() || clock.instant().isBefore(next)) {
            return;
        }
        next = clock.instant().plus(STEP);
        screen.err().print(CLEAR + words.get());
        screen.err().flush();
        shown = true;
    }

    /** Takes the line away, so that something else can be written. */
    void clear() {
        if (shown) {
            screen.err().print(CLEAR);
            screen.err().flush();
            shown = false;
        }
    }
}
