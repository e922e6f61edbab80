package io.keycanary.cli;

import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.Blueprint.Subscriber;
import io.keycanary.pipeline.FilterPlan;
import io.keycanary.pipeline.Site;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import java.util.List;
import picocli.CommandLine.Option;

/** Which pipeline is meant; the same for each verb about one. */
final class PipelineOptions {
    /** What a pipeline is called unless somebody says otherwise. */
    static final String NAME = "activity-watch";

    @Option(
            names = "--account",
            required = true,
            paramLabel = "NAME",
            description = "The account, as `account list` names it.")
    private String account = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = NAME,
            description = "What all its parts are called; readers of the account see it. Default: " + NAME + ".")
    private String name = "";

    @Option(
            names = "--region",
            split = ",",
            paramLabel = "REGION",
            description = "Other regions whose events are forwarded to the region of the account. Repeatable.")
    private List<String> regions = List.of();

    @Option(
            names = "--subscribe",
            paramLabel = "WHO",
            description = "Who gets the notices of the alarm: email:NAME@HOST, https://..., sqs:ARN, sms:+NUMBER."
                    + " Repeatable.")
    private List<String> subscribers = List.of();

    ManagedAccount account(Workplace work) {
        return work.accounts().require(account);
    }

    /** The tokens of the account, the retired too: a session outlives its key. */
    static List<CanaryToken> tokens(Workplace work, ManagedAccount account) {
        return work.tokens().all().stream()
                .filter(token -> token.account().equals(account.account()))
                .toList();
    }

    /** A pipeline as it should be now, for the tokens of now. */
    static Blueprint blueprint(Workplace work, Located where) {
        return Blueprint.of(
                where.pipeline().site(),
                tokens(work, where.account()),
                List.of(where.account().path()),
                FilterPlan.MAX_FILTERS,
                where.pipeline().subscribers());
    }

    Blueprint blueprint(Workplace work) {
        ManagedAccount where = account(work);
        try {
            Site site = new Site(
                    where.account().id(),
                    where.access().partition(),
                    where.access().region(),
                    regions.stream()
                            .filter(region -> !region.equals(where.access().region()))
                            .distinct()
                            .toList(),
                    name);
            return Blueprint.of(
                    site,
                    tokens(work, where),
                    List.of(where.path()),
                    FilterPlan.MAX_FILTERS,
                    subscribers.stream().map(Subscriber::parse).toList());
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }
}
