package io.keycanary.cli;

import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.Export;
import io.keycanary.token.ManagedAccount;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pipeline export}. */
@Command(
        name = "export",
        description = {
            "Writes the pipeline as code, or the question \"who used a token?\" for what holds CloudTrail's records.",
            "Whatever --format says, it is the language of --as."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary pipeline export --account prod --as cloudformation > pipeline.json",
            "  keycanary pipeline export --account prod --as sigma > decoys.yml"
        })
final class PipelineExportCommand implements Callable<Integer> {
    /** What can be written. */
    enum Language {
        SIGMA,
        CLOUDWATCH_INSIGHTS,
        ATHENA,
        SPLUNK,
        CLOUDFORMATION,
        STACK_SET,
        TERRAFORM;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private static final int MAX_INSIGHTS_CHARS = 10_000;
    private static final int MAX_TEMPLATE_BYTES = 51_200;

    private final Workplace work;

    @Mixin
    private PipelineOptions options = new PipelineOptions();

    @Option(
            names = "--as",
            required = true,
            paramLabel = "LANGUAGE",
            description =
                    "sigma, cloudwatch-insights, athena, splunk, cloudformation, terraform, or stack-set: one template"
                            + " of CloudFormation for all accounts of an organisation.")
    private String language = "";

    @Option(
            names = "--stack-region",
            paramLabel = "REGION",
            description = "CloudFormation: the region that the template is for. Default: that of the account.")
    private @Nullable String stackRegion;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = "cloudtrail_logs",
            description = "Athena: the table of the records. Default: cloudtrail_logs.")
    private String table = "";

    @Option(
            names = "--data-events",
            description = "CloudFormation, stack set and Terraform: also the trail for the data events of decoys."
                    + " Default: when an earlier apply made one.")
    private boolean dataEvents;

    PipelineExportCommand(Workplace work) {
        this.work = work;
    }

    @Override
    public Integer call() {
        try {
            work.screen().out().print(written());
            return Exit.OK;
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }

    private String written() {
        return switch (language()) {
            case SIGMA -> query(Export.Query.SIGMA);
            case CLOUDWATCH_INSIGHTS ->
                warned(
                        query(Export.Query.INSIGHTS),
                        MAX_INSIGHTS_CHARS,
                        "CloudWatch Logs Insights takes no longer query");
            case ATHENA -> query(Export.Query.ATHENA);
            case SPLUNK -> query(Export.Query.SPLUNK);
            case CLOUDFORMATION -> template();
            case STACK_SET -> stackSet();
            case TERRAFORM -> Export.terraform(options.blueprint(work), dataPaths()) + "\n";
        };
    }

    private Language language() {
        for (Language one : Language.values()) {
            if (one.toString().equalsIgnoreCase(language)) {
                return one;
            }
        }
        throw new IllegalArgumentException(
                "--as is one of " + List.of(Language.values()) + ", not \"" + language + "\"");
    }

    private String query(Export.Query kind) {
        ManagedAccount account = options.account(work);
        return Export.query(kind, PipelineOptions.tokens(work, account), List.of(account.userArn("")), table);
    }

    private String template() {
        Blueprint blueprint = options.blueprint(work);
        String region = stackRegion == null ? blueprint.site().homeRegion() : stackRegion;
        if (!region.equals(blueprint.site().homeRegion())
                && !blueprint.site().otherRegions().contains(region)) {
            throw new IllegalArgumentException(
                    "--stack-region " + region + " is not one of the regions: name it with --region too");
        }
        return warned(Export.cloudFormation(blueprint, region, dataPaths()) + "\n");
    }

    private String stackSet() {
        Blueprint blueprint = options.blueprint(work);
        String path = options.account(work).path();
        return warned(
                Export.stackSet(blueprint.site(), List.of(path), blueprint.subscribers(), hasDataEvents()) + "\n");
    }

    private List<String> dataPaths() {
        return hasDataEvents() ? List.of(options.account(work).path()) : List.of();
    }

    /** Asked for now, or by an earlier apply. */
    private boolean hasDataEvents() {
        return dataEvents
                || options.installed(work)
                        .filter(there -> there.choice().dataEvents())
                        .isPresent();
    }

    private String warned(String template) {
        return warned(template, MAX_TEMPLATE_BYTES, "give a longer template to CloudFormation by an S3 address");
    }

    private String warned(String text, int limit, String advice) {
        if (text.length() > limit) {
            work.screen().tell("note: " + text.length() + " characters are more than " + limit + ": " + advice);
        }
        return text;
    }
}
