package io.keycanary.aws;

import io.keycanary.cli.HistoryLookup;
import io.keycanary.token.ManagedAccount;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;

/**
 * CloudTrail's event history: the management events of the last 90 days of one region, without any trail (CloudTrail API,
 * LookupEvents). An event comes 5 to 15 minutes after it happened. AWS answers two calls a second for each account and
 * region, with at most 50 events each: whoever asks in one process shares one object, which keeps to that. Safe to share
 * between threads.
 */
public final class EventHistory implements HistoryLookup {
    /** How many calls a second AWS answers for one account and region. */
    public static final int CALLS_PER_SECOND = 2;

    private final AwsAccounts accounts;
    private final Pace pace;

    /** Of these accounts, at the pace that AWS allows. */
    public EventHistory(AwsAccounts accounts, InstantSource clock) {
        this(accounts, Pace.perSecond(CALLS_PER_SECOND, clock));
    }

    /** Of these accounts. */
    public EventHistory(AwsAccounts accounts, Pace pace) {
        this.accounts = accounts;
        this.pace = pace;
    }

    /**
     * Hands out each record of a time, newest first, page by page as they come. The same record may come again in another
     * call: late ones appear in the past.
     *
     * @param from first second, inclusive
     * @param to last second, inclusive
     * @param record gets a CloudTrail record as JSON: attacker-controlled text
     * @throws io.keycanary.token.AccountException when AWS refuses or does not answer; what was handed out is right
     */
    public void lookup(ManagedAccount account, String region, Instant from, Instant to, Consumer<String> record)
            throws InterruptedException {
        lookup(new Span(account, region, from, to, Integer.MAX_VALUE), record);
    }

    @Override
    public boolean lookup(Span span, Consumer<String> record) throws InterruptedException {
        try (AccountClients clients = accounts.clients(span.account())) {
            CloudTrailClient trails = clients.client(CloudTrailClient.builder(), span.region());
            String page = null;
            int pages = 0;
            do {
                pace.await(span.account().account().id() + "/" + span.region());
                LookupEventsResponse answer = page(trails, span, page);
                for (var event : answer.events()) {
                    if (event.cloudTrailEvent() != null) {
                        record.accept(event.cloudTrailEvent());
                    }
                }
                page = answer.nextToken();
                pages++;
            } while (page != null && pages < span.mostPages());
            return page == null;
        }
    }

    private static LookupEventsResponse page(CloudTrailClient trails, Span span, @Nullable String page) {
        return AwsFailure.orThrow(
                "cloudtrail:LookupEvents",
                () -> trails.lookupEvents(r -> {
                    r.startTime(span.from()).endTime(span.to()).nextToken(page);
                    if (span.attribute() != null) {
                        r.lookupAttributes(List.of(LookupAttribute.builder()
                                .attributeKey(span.attribute().key())
                                .attributeValue(span.attribute().value())
                                .build()));
                    }
                }));
    }
}
