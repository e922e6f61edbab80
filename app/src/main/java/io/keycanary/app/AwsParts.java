package io.keycanary.app;

import io.keycanary.api.NoticePost;
import io.keycanary.audit.AccountInspector;
import io.keycanary.aws.AwsAccounts;
import io.keycanary.aws.AwsActions;
import io.keycanary.aws.AwsGuardrails;
import io.keycanary.aws.AwsInspector;
import io.keycanary.aws.AwsKeyUse;
import io.keycanary.aws.AwsLiveExperiments;
import io.keycanary.aws.AwsPipeline;
import io.keycanary.aws.EventHistory;
import io.keycanary.aws.S3Store;
import io.keycanary.cli.HistoryLookup;
import io.keycanary.cli.LiveExperiments;
import io.keycanary.cli.ObjectStore;
import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.desk.RegionDesk;
import io.keycanary.drill.KeyUse;
import io.keycanary.intake.Ledger;
import io.keycanary.pipeline.GuardrailKeeper;
import io.keycanary.pipeline.PipelineBuilder;
import io.keycanary.respond.AccountActions;
import io.keycanary.source.RecordSource;
import io.keycanary.token.AccountConnector;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds what works in AWS accounts. Each part is made when it is asked for and not before: it loads the AWS SDK, which no
 * other verb should wait for.
 */
final class AwsParts {
    private final Supplier<Ledger> ledger;
    private final Clock clock;
    private final Lazy<AwsSources> sources;

    AwsParts(Supplier<Ledger> ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.sources = new Lazy<>(() -> new AwsSources(clock));
    }

    /** Every call is remembered, so that what we do ourselves is not taken for an intruder's. */
    private AwsAccounts accounts() {
        return new AwsAccounts(
                clock,
                request -> ledger.get().change(stores -> stores.ownCalls().journal(request, clock.instant())));
    }

    AccountConnector connector() {
        return accounts();
    }

    PipelineBuilder pipelines() {
        return new AwsPipeline(accounts());
    }

    GuardrailKeeper guardrails() {
        return new AwsGuardrails(accounts());
    }

    HistoryLookup history() {
        return new EventHistory(accounts(), clock);
    }

    AccountInspector inspector() {
        return new AwsInspector(accounts(), clock);
    }

    AccountActions actions() {
        return new AwsActions(accounts(), clock);
    }

    LiveExperiments experiments() {
        return new AwsLiveExperiments(accounts(), clock);
    }

    RegionDesk regions() {
        return new RegionDesk(ledger.get(), clock, this::connector);
    }

    KeyUse keyUse() {
        return new AwsKeyUse();
    }

    ObjectStore store(ObjectStore.Access access) {
        return S3Store.open(access);
    }

    /** What is wrong with the queue of a pipeline, null when nothing is. */
    @Nullable
    String problemOf(Located where) {
        return sources.get().problemOf(where, ledger.get());
    }

    /** What a server watches; for one without accounts nothing of it is loaded. */
    AccountSources.Maker watching() {
        return new AccountSources.Maker() {
            @Override
            public List<RecordSource> of(Located where, Ledger book) {
                return sources.get().of(where, book);
            }

            @Override
            public NoticePost notices(Ledger book) {
                Lazy<NoticePost> post = new Lazy<>(() -> sources.get().notices(book));
                return body -> post.get().take(body);
            }
        };
    }
}
