package io.keycanary.cli;

import io.keycanary.token.AccountAccess;
import io.keycanary.token.AccountConnector;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code account add}. */
@Command(
        name = "add",
        description = {
            "Adds an AWS account: asks AWS who we are, and keeps the answer and how to get there.",
            "An intruder sees the path of the decoys, so choose one that means something dull in your organisation."
                    + " No real user may be on it."
        },
        footer = {
            "",
            "Example: keycanary account add prod --profile audit --role-arn arn:aws:iam::111122223333:role/manager"
                    + " --path /batch/"
        })
final class AccountAddCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<AccountConnector> aws;
    private final RandomGenerator random;

    @Parameters(paramLabel = "NAME", description = "What you call it: 2 to 32 letters, digits or _.-")
    private String name = "";

    @Option(
            names = "--path",
            paramLabel = "PATH",
            required = true,
            description = "Path of all decoy users, and of no other user, as /batch/")
    private String path = "";

    @Option(
            names = "--tag",
            paramLabel = "KEY=VALUE",
            description = "Tag of all decoy users, which they cannot see. Default: CostUnit and a random value.")
    private @Nullable String tag;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "AWS profile with the credentials. Default: where the AWS SDK looks.")
    private @Nullable String profile;

    @Option(names = "--role-arn", paramLabel = "ARN", description = "Role to assume with these credentials.")
    private @Nullable String roleArn;

    @Option(names = "--external-id", paramLabel = "ID", description = "External id that the role asks for.")
    private @Nullable String externalId;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = "us-east-1",
            description = "Region to call. Default: us-east-1, where IAM is recorded.")
    private String region = "us-east-1";

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "A server that speaks like AWS, for tests.")
    private @Nullable URI endpoint;

    AccountAddCommand(Workplace work, Supplier<AccountConnector> aws, RandomGenerator random) {
        this.work = work;
        this.aws = aws;
        this.random = random;
    }

    @Override
    public Integer call() {
        try {
            AccountAccess access = new AccountAccess(profile, roleArn, externalId, region, endpoint);
            DecoyTag decoyTag = tag();
            AccountConnector.Caller caller = aws.get().caller(access);
            ManagedAccount added = work.accounts().add(name, caller.accountId(), access, path, decoyTag, work.actor());
            report(added, caller);
            return Exit.OK;
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }

    private DecoyTag tag() {
        if (tag == null) {
            return new DecoyTag("CostUnit", "%08x".formatted(random.nextInt()));
        }
        int equals = tag.indexOf('=');
        return equals < 0 ? new DecoyTag(tag, "") : new DecoyTag(tag.substring(0, equals), tag.substring(equals + 1));
    }

    private void report(ManagedAccount added, AccountConnector.Caller caller) {
        if (work.json()) {
            work.write(Documents.of(added));
            return;
        }
        work.screen()
                .line("added account " + added.name() + ", " + added.account().id());
        work.screen().line("  caller " + Screen.safe(caller.arn()));
        work.screen().line("  decoys " + Screen.safe(added.userArn("*")) + " with tag " + Screen.safe(added.tag()));
        work.screen().line("  next   keycanary account check " + added.name());
    }
}
