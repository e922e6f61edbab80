package io.keycanary.aws;

import io.keycanary.token.AccountException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How it stands with something in an account that is asked again and again: when it may be asked next, and what is wrong. */
final class Standing {
    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration MOST = Duration.ofMinutes(5);

    private final InstantSource clock;
    private int failures;
    private Instant next = Instant.MIN;
    private volatile @Nullable String problem;

    Standing(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether it may be asked now. A time far ahead was set before the clock was set back. */
    boolean isDue() {
        Instant now = clock.instant();
        return !now.isBefore(next) || next.isAfter(now.plus(MOST));
    }

    void well() {
        if (problem != null) {
            LOG.warn("well again: {}", problem);
        }
        failures = 0;
        problem = null;
    }

    void failed(String of, AccountException why) {
        failures++;
        next = clock.instant().plus(Insistence.after(failures, FIRST, MOST));
        String words = of + ": " + why.getMessage();
        if (!words.equals(problem)) {
            LOG.warn("{}", io.keycanary.token.Printable.line(words, 500));
        }
        problem = words;
    }

    /** In words, null when nothing is wrong. */
    @Nullable
    String problem() {
        return problem;
    }
}
