package io.keycanary.aws;

import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Ledger;
import io.keycanary.source.LastUse;
import io.keycanary.source.LastUse.Net;
import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ReportStateType;

/**
 * The credential report of an account: the last use of all keys by two calls, and the last sign-in with a password, which
 * no other data of IAM has. IAM makes one every four hours at most, so it comes behind that of each key, and tells what
 * that one could not be asked for.
 *
 * <p>Not safe to share between threads, but for {@link #problem()}.
 */
public final class ReportSource extends IamSource {
    private static final Duration EVERY = Duration.ofHours(4);
    private static final Duration NOT_READY = Duration.ofMinutes(1);

    /** The report tells keys by when they were made; our clock noted it some seconds later. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    /** That of an account; touches nothing before it is polled. */
    public ReportSource(Located where, AwsAccounts accounts, Ledger ledger, InstantSource clock) {
        super("credential-report", "credential report of %s", where, accounts, ledger, clock);
    }

    @Override
    Duration look(IamClient iam, Sink sink) throws InterruptedException {
        Optional<CredentialReport> report = report(iam);
        if (report.isEmpty()) {
            return NOT_READY;
        }
        for (CanaryToken token : DecoysOf.account(where, ledger)) {
            tell(token, report.get(), sink);
        }
        return EVERY;
    }

    /** Empty until IAM has made it. */
    private Optional<CredentialReport> report(IamClient iam) {
        ReportStateType state = AwsFailure.orThrow("iam:GenerateCredentialReport", () -> iam.generateCredentialReport())
                .state();
        if (state != ReportStateType.COMPLETE) {
            return Optional.empty();
        }
        String csv = AwsFailure.orThrow("iam:GetCredentialReport", () -> iam.getCredentialReport())
                .content()
                .asString(StandardCharsets.UTF_8);
        return Optional.of(CredentialReport.read(csv, clock.instant()));
    }

    private void tell(CanaryToken token, CredentialReport report, Sink sink) throws InterruptedException {
        String arn = token.identity().userArn();
        Optional<CredentialReport.Row> row = arn == null ? Optional.empty() : report.row(arn);
        if (row.isEmpty()) {
            return;
        }
        for (int slot = 1; slot <= 2; slot++) {
            Instant used = row.get().time("access_key_" + slot + "_last_used_date");
            Optional<AccessKey> key = key(token, row.get().keyChanged(slot));
            if (used != null && key.isPresent()) {
                String service = row.get().text("access_key_" + slot + "_last_used_service");
                String region = row.get().text("access_key_" + slot + "_last_used_region");
                offer(new LastUse(token.id(), key.get().id(), used, service, region), sink);
            }
        }
        Instant signedIn = row.get().time("password_last_used");
        if (signedIn != null) {
            offer(new LastUse(token.id(), "", signedIn, "signin", "N/A", Net.PASSWORD), sink);
        }
    }

    private static Optional<AccessKey> key(CanaryToken token, @Nullable Instant made) {
        return made == null
                ? Optional.empty()
                : token.keys().stream()
                        .filter(key -> Duration.between(key.since(), made).abs().compareTo(CLOCKS_DIFFER) <= 0)
                        .findFirst();
    }
}
