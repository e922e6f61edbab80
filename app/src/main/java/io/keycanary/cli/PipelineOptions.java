package io.keycanary.cli;

import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.Blueprint.Subscriber;
import io.keycanary.pipeline.FilterPlan;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.Site;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
            description = "Other regions whose events are forwarded to the region of the account. Repeatable; those of"
                    + " an earlier apply stay. Default: every region of the account that is switched on; name the"
                    + " account's own region for that one alone.")
    private List<String> regions = List.of();

    @Option(
            names = "--subscribe",
            paramLabel = "WHO",
            description = "Who gets the notices of the alarm: email:NAME@HOST, https://..., sqs:ARN, sms:+NUMBER."
                    + " Repeatable; those of an earlier apply stay.")
    private List<String> subscribers = List.of();

    @Option(
            names = "--https",
            paramLabel = "URL",
            description = "Subscribe the server to the notices at the address where AWS reaches it, such as"
                    + " https://canary.example.com; the notices come to its /api/v1/sns, and it confirms by itself.")
    private String https = "";

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
                where.pipeline().subscribers(),
                where.pipeline().choice().rules().byPath());
    }

    /** What an earlier apply set up under this name. */
    Optional<InstalledPipeline> installed(Workplace work) {
        return work.pipelines().find(account(work).account(), name);
    }

    /** Whether nobody said, now or earlier, which regions there are. */
    boolean regionsAreOpen(Workplace work) {
        return regions.isEmpty() && installed(work).isEmpty();
    }

    Blueprint blueprint(Workplace work) {
        boolean byPath =
                installed(work).map(there -> there.choice().rules().byPath()).orElse(false);
        return blueprint(work, List.of(), byPath);
    }

    /**
     * The pipeline that is asked for.
     *
     * @param discovered regions of the account, for when nobody said which
     * @param byPath whether tokens on the path are told by that alone
     */
    Blueprint blueprint(Workplace work, Collection<String> discovered, boolean byPath) {
        ManagedAccount where = account(work);
        Optional<InstalledPipeline> earlier = installed(work);
        try {
            Site site = new Site(
                    where.account().id(),
                    where.access().partition(),
                    where.access().region(),
                    joined(
                                    earlier.map(there -> there.site().otherRegions()),
                                    Stream.concat(regions.stream(), discovered.stream()))
                            .filter(region -> !region.equals(where.access().region()))
                            .toList(),
                    name);
            return Blueprint.of(
                    site,
                    tokens(work, where),
                    List.of(where.path()),
                    FilterPlan.MAX_FILTERS,
                    joined(
                                    earlier.map(InstalledPipeline::subscribers),
                                    Stream.concat(subscribers.stream().map(Subscriber::parse), server()))
                            .toList(),
                    byPath);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }

    private Stream<Subscriber> server() {
        if (https.isEmpty()) {
            return Stream.empty();
        }
        if (!https.matches("https://[^/?#@\\s]+/?")) {
            throw new IllegalArgumentException(
                    "--https is an address such as https://canary.example.com, not \"" + https + "\"");
        }
        return Stream.of(new Subscriber("https", https.replaceAll("/$", "") + "/api/v1/sns"));
    }

    /** What is there and what is asked for: apply never forgets, and status and remove see all of it. */
    private static <T> Stream<T> joined(Optional<List<T>> earlier, Stream<T> asked) {
        return Stream.concat(earlier.stream().flatMap(List::stream), asked).distinct();
    }
}
