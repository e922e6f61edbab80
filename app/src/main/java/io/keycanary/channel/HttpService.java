package io.keycanary.channel;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.token.Printable;
import org.jspecify.annotations.Nullable;

/** What differs between the services that take alerts by HTTP: the request, and what they say when they have it. */
interface HttpService {
    /**
     * The request that brings an alert.
     *
     * @param firstReceipt what the service said to the first alert of the same incident; null when it is the first, or
     *     when the service makes no threads of receipts
     */
    HttpCall call(Alert alert, @Nullable String firstReceipt);

    /**
     * What an answer of 2xx means. A page of a proxy has that status, too: whoever knows the service's own words asks for
     * them.
     *
     * @param body its beginning, hostile; empty when it did not come in time
     */
    default DeliveryResult taken(int status, String body) {
        return new DeliveryResult.Accepted("HTTP " + status);
    }

    /** Whether {@link #call} makes use of the first receipt. */
    default boolean threads() {
        return false;
    }

    /**
     * The request that makes the first alert's message show how its incident stands now; null when the service has none, or
     * nothing is known of that. Its answer is judged by {@link #taken}.
     */
    default @Nullable HttpCall edit(Alert news, AlertChannel.First first) {
        return null;
    }

    /** An answer that is not the service's: something between us and it answered, and may be gone later. */
    static DeliveryResult garbage(String service, int status, String body) {
        return new DeliveryResult.Retry(
                Printable.line("HTTP " + status + ", but not as " + service + " answers: " + body.strip(), 200), null);
    }
}
