package io.keycanary.cli;

import io.keycanary.token.ManagedAccount;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** CloudTrail's event history: the management events of the last 90 days, region by region, without any trail. */
@FunctionalInterface
public interface HistoryLookup {
    /**
     * What to look up.
     *
     * @param from first second, inclusive
     * @param to last second, inclusive
     * @param mostPages of 50 events; AWS answers two a second
     * @param attribute that events must have; null for all events
     */
    record Span(
            ManagedAccount account,
            String region,
            Instant from,
            Instant to,
            int mostPages,
            @Nullable Attribute attribute) {
        /** All events. */
        public Span(ManagedAccount account, String region, Instant from, Instant to, int mostPages) {
            this(account, region, from, to, mostPages, null);
        }
    }

    /**
     * By what AWS can search; one at a time.
     *
     * @param key {@code Username}, {@code AccessKeyId} or {@code ResourceName} (CloudTrail API, LookupAttribute)
     */
    record Attribute(String key, String value) {}

    /**
     * Hands out each record, newest first.
     *
     * @param record gets a CloudTrail record as JSON: attacker-controlled text
     * @return false when there were more pages than that
     * @throws io.keycanary.token.AccountException when AWS refuses or does not answer; what was handed out is right
     */
    boolean lookup(Span span, Consumer<String> record) throws InterruptedException;
}
