package io.keycanary.api;

import io.keycanary.token.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a repeated POST with the answer of the first, by its {@code Idempotency-Key} (IETF httpapi draft): whoever lost
 * an answer may ask again without issuing two tokens.
 *
 * <p>Kept in memory, for a day and for {@link #MAX_KEYS} keys. A table was rejected: after a restart the key is new, and
 * then the moves of an incident are guarded by If-Match, an import by its identifiers, and only a second token or note
 * can come of it, which is seen at once.
 */
final class Replays {
    static final int MAX_KEYS = 1000;
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MAX_KEY_CHARS = 200;

    private final InstantSource clock;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    /** A request and its answer; null while it is being worked on. */
    private record Kept(int request, Instant at, @Nullable Answer answer) {}

    Replays(InstantSource clock) {
        this.clock = clock;
    }

    /** Works, or answers as before. */
    Answer once(@Nullable String key, Route route, Call call, Supplier<Answer> work) {
        if (key == null || route.secret()) {
            return work.get();
        }
        if (!key.matches("[!-~]{1," + MAX_KEY_CHARS + "}")) {
            throw Problem.badRequest("an Idempotency-Key has 1 to " + MAX_KEY_CHARS
                    + " visible ASCII characters, unlike \"" + Printable.line(key, 40) + "\"");
        }
        String own = call.actor() + " " + key;
        int request = Arrays.hashCode(new Object[] {call.path(), Arrays.hashCode(call.body())});
        Answer before = begin(own, request);
        return before == null ? work(own, request, work) : before.replayed();
    }

    private Answer work(String key, int request, Supplier<Answer> work) {
        boolean done = false;
        try {
            Answer answer = work.get();
            end(key, new Kept(request, clock.instant(), answer));
            done = true;
            return answer;
        } finally {
            if (!done) {
                end(key, null);
            }
        }
    }

    /** The answer of before, null when this is the first time. */
    private synchronized @Nullable Answer begin(String key, int request) {
        Instant now = clock.instant();
        Kept before = kept.get(key);
        if (before == null || !now.isBefore(before.at().plus(KEPT))) {
            kept.put(key, new Kept(request, now, null));
            if (kept.size() > MAX_KEYS) {
                kept.remove(kept.keySet().iterator().next());
            }
            return null;
        }
        if (before.request() != request) {
            throw new Problem(
                    422, "Unprocessable Content", "this Idempotency-Key was used for another request; take a new one");
        }
        if (before.answer() == null) {
            throw Problem.conflict("the first request with this Idempotency-Key is still being worked on");
        }
        return before.answer();
    }

    private synchronized void end(String key, @Nullable Kept outcome) {
        if (outcome == null) {
            kept.remove(key);
        } else {
            kept.put(key, outcome);
        }
    }
}
