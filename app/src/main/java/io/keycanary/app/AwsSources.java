package io.keycanary.app;

import io.keycanary.api.NoticePost;
import io.keycanary.aws.AlarmNotices;
import io.keycanary.aws.AwsAccounts;
import io.keycanary.aws.EventHistory;
import io.keycanary.aws.HistorySource;
import io.keycanary.aws.LastUsedSource;
import io.keycanary.aws.OtherRegionsSource;
import io.keycanary.aws.Pace;
import io.keycanary.aws.PipelineQueue;
import io.keycanary.aws.ReportSource;
import io.keycanary.aws.ServicesSource;
import io.keycanary.aws.TopicNotices;
import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.desk.RegionDesk;
import io.keycanary.intake.Ledger;
import io.keycanary.sns.SnsInbox;
import io.keycanary.source.RecordSource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is watched of pipelines in AWS accounts. */
final class AwsSources implements AccountSources.Maker {
    private final InstantSource clock;

    /** The calls of a source name no decoy, so none of them can be taken for somebody's: they are not journaled. */
    private final AwsAccounts accounts;

    /** IAM does not say how often it may be asked. */
    private final Pace iam;

    /** One for all, because AWS counts the calls of all. */
    private final EventHistory history;

    AwsSources(InstantSource clock) {
        this.clock = clock;
        this.accounts = new AwsAccounts(clock, request -> {});
        this.iam = Pace.perSecond(2, clock);
        this.history = new EventHistory(accounts, clock);
    }

    @Override
    public List<RecordSource> of(Located where, Ledger ledger) {
        List<RecordSource> sources = new ArrayList<>();
        if (!where.pipeline().isEmpty()) {
            sources.add(queue(where, ledger));
        }
        if (where.pipeline().choice().classic()) {
            sources.add(new AlarmNotices(where, history, ledger, clock));
        }
        sources.add(new LastUsedSource(where, journaled(ledger), ledger, clock, iam));
        sources.add(new ServicesSource(where, journaled(ledger), ledger, clock, iam));
        sources.add(new ReportSource(where, accounts, ledger, clock));
        where.pipeline()
                .site()
                .regions()
                .forEach(region -> sources.add(new HistorySource(where, region, history, ledger, clock)));
        if (where.pipeline().isEmpty()) {
            RegionDesk regions = new RegionDesk(ledger, clock, () -> accounts);
            sources.add(new OtherRegionsSource(where, history, regions::of, ledger, clock));
        }
        return sources;
    }

    @Override
    public NoticePost notices(Ledger ledger) {
        TopicNotices notices = new TopicNotices(ledger, journaled(ledger), clock);
        SnsInbox inbox = new SnsInbox(notices::isAwaited, notices, clock);
        return body -> {
            SnsInbox.Answer answer = inbox.take(body);
            return new NoticePost.Taken(answer.status(), answer.why());
        };
    }

    private AwsAccounts journaled(Ledger ledger) {
        return new AwsAccounts(
                clock, request -> ledger.change(stores -> stores.ownCalls().journal(request, clock.instant())));
    }

    /** What is wrong with the queue, null when nothing is. */
    @Nullable
    String problemOf(Located where, Ledger ledger) {
        try (PipelineQueue queue = queue(where, ledger)) {
            return queue.examine();
        }
    }

    private PipelineQueue queue(Located where, Ledger ledger) {
        return new PipelineQueue(where, accounts, ledger, clock, PipelineQueue.Timing.USUAL);
    }
}
