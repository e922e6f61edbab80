package io.keycanary.app;

import io.keycanary.aws.AwsAccounts;
import io.keycanary.aws.PipelineQueue;
import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Ledger;
import io.keycanary.source.RecordSource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is watched of a pipeline in an AWS account. */
final class AwsSources {
    private AwsSources() {}

    static List<RecordSource> of(Located where, Ledger ledger, InstantSource clock) {
        List<RecordSource> sources = new ArrayList<>();
        if (where.pipeline().choice().fast()) {
            sources.add(queue(where, ledger, clock));
        }
        return sources;
    }

    /** What is wrong with the queue, null when nothing is. */
    static @Nullable String problemOf(Located where, Ledger ledger, InstantSource clock) {
        try (PipelineQueue queue = queue(where, ledger, clock)) {
            return queue.examine();
        }
    }

    private static PipelineQueue queue(Located where, Ledger ledger, InstantSource clock) {
        return new PipelineQueue(where, accounts(clock), ledger, clock, PipelineQueue.Timing.USUAL);
    }

    /** The calls of a source name no decoy, so none of them can be taken for somebody's: they are not journaled. */
    private static AwsAccounts accounts(InstantSource clock) {
        return new AwsAccounts(clock, request -> {});
    }
}
