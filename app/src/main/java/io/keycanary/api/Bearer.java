package io.keycanary.api;

import io.javalin.http.Context;
import io.keycanary.access.ApiToken;
import io.keycanary.desk.AccessDesk;
import io.keycanary.token.Printable;
import io.keycanary.token.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who calls, by bearer token (RFC 6750).
 *
 * <p>Wrong tokens of one address are answered with 429 once there were {@link #MAX_FAILURES} in a minute, and no longer
 * logged. A right token is let through all the same: it has 256 random bits, so guessing is hopeless anyway, and to lock
 * an address out would let anybody behind the same one blind the team during an incident.
 */
final class Bearer {
    static final int MAX_FAILURES = 20;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 1000;
    private static final int MAX_TOKEN_CHARS = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Bearer.class);

    private final AccessDesk access;
    private final InstantSource clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    private record Failures(Instant since, int count) {}

    Bearer(AccessDesk access, InstantSource clock) {
        this.access = access;
        this.clock = clock;
    }

    /**
     * Who calls.
     *
     * @throws Problem 401, 429 or 403
     */
    ApiToken require(Context http, Permission permission) {
        String text = presented(http.header("Authorization"));
        if (text == null) {
            throw unauthorized("send the header Authorization: Bearer TOKEN", "Bearer");
        }
        ApiToken token = text.length() > MAX_TOKEN_CHARS
                ? null
                : access.authenticate(Secret.of(text)).orElse(null);
        if (token == null) {
            throw failed(http.ip());
        }
        if (!permission.given(token.role())) {
            throw new Problem(
                    403,
                    "Forbidden",
                    "this asks for the role " + permission.word() + ", and your token has "
                            + Words.small(token.role()));
        }
        return token;
    }

    private static @Nullable String presented(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : null;
    }

    private static Problem unauthorized(String detail, String challenge) {
        return new Problem(401, "Unauthorized", detail, Map.of("WWW-Authenticate", challenge));
    }

    private Problem failed(String address) {
        int count = count(address);
        if (count > MAX_FAILURES) {
            return new Problem(
                    429,
                    "Too Many Requests",
                    "too many wrong tokens from your address; wait a minute",
                    Map.of("Retry-After", String.valueOf(WINDOW.toSeconds())));
        }
        LOG.warn("wrong API token from {} ({} in this minute)", Printable.line(address), count);
        return unauthorized("this token is not known, or was revoked", "Bearer error=\"invalid_token\"");
    }

    private synchronized int count(String address) {
        Instant now = clock.instant();
        Failures before = failures.remove(address);
        boolean again = before != null && now.isBefore(before.since().plus(WINDOW));
        Failures after =
                again && before != null ? new Failures(before.since(), before.count() + 1) : new Failures(now, 1);
        failures.put(address, after);
        if (failures.size() > MAX_ADDRESSES) {
            failures.remove(failures.keySet().iterator().next());
        }
        return after.count();
    }
}
