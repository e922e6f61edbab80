package io.keycanary.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one attempt to send. */
public sealed interface DeliveryResult {
    /**
     * The other side took it: 2xx of a webhook, 250 after DATA.
     *
     * @param receipt what it answered, for the record; no secret
     */
    record Accepted(String receipt) implements DeliveryResult {}

    /**
     * It may work later.
     *
     * @param retryAfter what the other side asked for, null when it did not
     */
    record Retry(String reason, @Nullable Duration retryAfter) implements DeliveryResult {}

    /** It will never work as it is. */
    record Refused(String reason) implements DeliveryResult {}
}
