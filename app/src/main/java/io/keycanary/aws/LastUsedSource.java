package io.keycanary.aws;

import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Ledger;
import io.keycanary.source.LastUse;
import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;

/**
 * IAM's last-used data of every key that works: the only net under calls that CloudTrail does not log. A call for each
 * key, two a second at most, every quarter of an hour, which is as fine as the data is.
 */
public final class LastUsedSource extends IamSource {
    private static final Duration EVERY = Duration.ofMinutes(15);

    private final Pace pace;

    /**
     * That of an account; touches nothing before it is polled.
     *
     * @param accounts journals its calls: each names the key of a decoy
     */
    public LastUsedSource(Located where, AwsAccounts accounts, Ledger ledger, InstantSource clock, Pace pace) {
        super("last-used", "last-used data of %s", where, accounts, ledger, clock);
        this.pace = pace;
    }

    @Override
    Duration look(IamClient iam, Sink sink) throws InterruptedException {
        for (CanaryToken token : DecoysOf.account(where, ledger)) {
            for (AccessKey key : token.keys()) {
                if (key.active()) {
                    look(iam, token, key, sink);
                }
            }
        }
        return EVERY;
    }

    /** "Never used" has no date. */
    private void look(IamClient iam, CanaryToken token, AccessKey key, Sink sink) throws InterruptedException {
        pace.await(where.account().account().id());
        AccessKeyLastUsed used = AwsFailure.orThrow(
                        "iam:GetAccessKeyLastUsed", () -> iam.getAccessKeyLastUsed(r -> r.accessKeyId(key.id())))
                .accessKeyLastUsed();
        if (used == null || used.lastUsedDate() == null) {
            return;
        }
        offer(new LastUse(token.id(), key.id(), used.lastUsedDate(), used.serviceName(), used.region()), sink);
    }
}
