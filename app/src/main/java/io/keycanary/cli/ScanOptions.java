package io.keycanary.cli;

import io.keycanary.detect.Limits;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What {@code scan} is told on its command line, and the help about it. */
final class ScanOptions {
    private final PositionalParamSpec paths = PositionalParamSpec.builder()
            .paramLabel("PATH")
            .arity("1..*")
            .required(true)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("A file, a folder (with all below it), s3://BUCKET/PREFIX, or - for standard input.")
            .build();

    private final OptionSpec tokens = file(
            "--tokens",
            "Tokens to look for, as `keycanary token index` writes them; without it, those of the register.");

    private final OptionSpec since = option(
            "--since",
            "TIME",
            String.class,
            "Reads only what CloudTrail delivered from then on, by the date folders and file names of its"
                    + " layout: 2026-11-20, or 2026-11-20T14:30Z. UTC.");

    private final OptionSpec until = option(
            "--until",
            "TIME",
            String.class,
            "Reads only what was delivered before; a date includes that day. Delivery takes some minutes:"
                    + " leave it room.");

    private final OptionSpec resume = file(
            "--resume",
            "Keeps in FILE how far it is, and goes on from there when FILE exists; removes it at the end."
                    + " Matches of inputs that were not done may be printed again.");

    private final OptionSpec threads = option(
            "--threads",
            "N",
            Integer.class,
            "How many read at the same time; fewer when memory is short. Default: all cores.");

    private final OptionSpec region =
            option("--region", "NAME", String.class, "Region of S3, if it cannot be found out.");

    private final OptionSpec profile = option("--profile", "NAME", String.class, "AWS profile to read S3 with.");

    private final OptionSpec endpoint =
            option("--endpoint-url", "URL", URI.class, "A store that speaks S3, instead of AWS.");

    private final OptionSpec requestPayer = OptionSpec.builder("--request-payer")
            .type(boolean.class)
            .description("Agrees to pay for reading buckets whose requester pays.")
            .build();

    private final OptionSpec maxInflated = option(
            "--max-inflated", "BYTES", Long.class, "Bound of what one file may inflate to. Default: 4294967296.");

    private final OptionSpec maxRecord = option(
            "--max-record",
            "BYTES",
            Integer.class,
            "Bound of one record; a longer one is malformed. Default: 16777216.");

    private final DigestOptions digests = new DigestOptions();

    private static OptionSpec option(String name, String label, Class<?> type, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(type)
                .description(description)
                .build();
    }

    /** With a converter of our own: that of picocli calls the JDK by reflection, which costs some milliseconds. */
    private static OptionSpec file(String name, String description) {
        return OptionSpec.builder(name)
                .paramLabel("FILE")
                .type(Path.class)
                .converters(Path::of)
                .description(description)
                .build();
    }

    CommandSpec spec(Object verb) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(verb).name("scan").addPositional(paths);
        spec.usageMessage()
                .description(
                        "Finds the use of tokens in CloudTrail logs of any layout.",
                        "Prints one line per match, and a summary on standard error. Content that is no CloudTrail is counted as"
                                + " foreign and changes nothing. Exit code 0: no match, 1: matches, 3: some input was damaged or"
                                + " unreadable, or the scan was interrupted (its matches are still printed).")
                .footer(
                        "",
                        "Examples:",
                        "  keycanary scan /var/log/cloudtrail",
                        "  keycanary scan --tokens tokens.json --format json logs/ more.json.gz",
                        "  keycanary scan --since 2026-11-01 --resume hunt.state s3://trail/AWSLogs/",
                        "  keycanary scan --verify-digests --public-keys keys.json trail-copy/",
                        "  zcat old.json.gz | keycanary scan --tokens tokens.json -");
        Stream.of(
                        tokens,
                        since,
                        until,
                        resume,
                        threads,
                        region,
                        profile,
                        endpoint,
                        requestPayer,
                        maxInflated,
                        maxRecord)
                .forEach(spec::addOption);
        digests.specs().forEach(spec::addOption);
        return spec;
    }

    List<String> paths() {
        return Objects.requireNonNull(paths.getValue(), "picocli requires one");
    }

    @Nullable
    Path tokens() {
        return tokens.getValue();
    }

    @Nullable
    String since() {
        return since.getValue();
    }

    @Nullable
    String until() {
        return until.getValue();
    }

    @Nullable
    Path resume() {
        return resume.getValue();
    }

    /** @throws CommandFailure when there is none */
    int threads() {
        Integer given = threads.getValue();
        if (given != null && given < 1) {
            throw CommandFailure.badInput("--threads is at least 1, not " + given);
        }
        return given == null ? Runtime.getRuntime().availableProcessors() : given;
    }

    /** How to get at a store. */
    ObjectStore.Access access() {
        return new ObjectStore.Access(
                region.getValue(),
                profile.getValue(),
                endpoint.getValue(),
                Boolean.TRUE.equals(requestPayer.getValue()));
    }

    long maxInflated() {
        Long given = maxInflated.getValue();
        return given == null ? Limits.DEFAULT.maxInflatedBytes() : given;
    }

    int maxRecord() {
        Integer given = maxRecord.getValue();
        return given == null ? Limits.DEFAULT.maxRecordBytes() : given;
    }

    DigestOptions digests() {
        return digests;
    }
}
