package io.keycanary.channel;

import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Printable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a receiver's HTTP answer means for the delivery (RFC 9110 sections 10.2.3 and 15). */
final class HttpAnswer {
    private static final int BODY_CHARS = 200;

    private HttpAnswer() {}

    /**
     * Judges an answer.
     *
     * @param retryAfter value of the header, null when there is none
     * @param body the beginning of the body, hostile
     */
    static DeliveryResult judge(int status, @Nullable String retryAfter, String body, InstantSource clock) {
        String said = Printable.line(body.strip(), BODY_CHARS);
        String reason = "HTTP " + status + (said.isEmpty() ? "" : ": " + said);
        return switch (status) {
            case 408, 425, 429 -> new DeliveryResult.Retry(reason, delay(retryAfter, clock));
            default ->
                switch (status / 100) {
                    case 2 -> new DeliveryResult.Accepted("HTTP " + status);
                    case 3 ->
                        new DeliveryResult.Refused(
                                "HTTP " + status + ": redirects are not followed; set url to where it leads");
                    case 5 -> new DeliveryResult.Retry(reason, delay(retryAfter, clock));
                    default -> new DeliveryResult.Refused(reason);
                };
        };
    }

    /** Seconds or an HTTP date; null when there is none or it cannot be read. A date gone by is zero. */
    static @Nullable Duration delay(@Nullable String retryAfter, InstantSource clock) {
        if (retryAfter == null) {
            return null;
        }
        String value = retryAfter.strip();
        if (value.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Integer.parseInt(value));
        }
        try {
            Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
            Duration left = Duration.between(clock.instant(), at);
            return left.isNegative() ? Duration.ZERO : left;
        } catch (DateTimeException e) {
            return null; // the back-off decides
        }
    }
}
