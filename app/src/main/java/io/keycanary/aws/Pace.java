package io.keycanary.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Keeps calls apart that may not follow each other too fast. Safe to share between threads. */
@FunctionalInterface
public interface Pace {
    /**
     * Returns when the next call may be made.
     *
     * @param of whose calls are counted together
     */
    void await(String of) throws InterruptedException;

    /** So many calls a second of each: evenly, not in bursts. */
    static Pace perSecond(int calls, InstantSource clock) {
        return new Pace() {
            private final Duration apart = Duration.ofSeconds(1).dividedBy(calls);
            private final Map<String, Instant> next = new HashMap<>();

            @Override
            public void await(String of) throws InterruptedException {
                Duration wait = reserve(of);
                if (wait.isPositive()) {
                    Thread.sleep(wait);
                }
            }

            /** A turn that lies further ahead than the clock can explain was reserved before the clock was set back. */
            private synchronized Duration reserve(String of) {
                Instant now = clock.instant();
                Instant turn = next.getOrDefault(of, now);
                if (turn.isBefore(now) || turn.isAfter(now.plusSeconds(60))) {
                    turn = now;
                }
                next.put(of, turn.plus(apart));
                return Duration.between(now, turn);
            }
        };
    }
}
