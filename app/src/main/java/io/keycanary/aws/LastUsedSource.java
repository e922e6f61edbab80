package io.keycanary.aws;

import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Ledger;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.LastUse;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordSource;
import io.keycanary.token.AccessKey;
import io.keycanary.token.AccountException;
import io.keycanary.token.CanaryToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;

/**
 * IAM's last-used data of every key that works: the only net under calls that CloudTrail does not log. A call for each
 * key, two a second at most, every quarter of an hour, which is as fine as the data is.
 */
public final class LastUsedSource implements RecordSource {
    private static final Duration EVERY = Duration.ofMinutes(15);

    private final Located where;
    private final AwsAccounts accounts;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Pace pace;
    private final Standing standing;
    private Instant nextLook = Instant.MIN;

    /**
     * That of an account; touches nothing before it is polled.
     *
     * @param accounts journals its calls: each names the key of a decoy
     */
    public LastUsedSource(Located where, AwsAccounts accounts, Ledger ledger, InstantSource clock, Pace pace) {
        this.where = where;
        this.accounts = accounts;
        this.ledger = ledger;
        this.clock = clock;
        this.pace = pace;
        this.standing = new Standing(clock);
    }

    @Override
    public String name() {
        return "last-used:" + PipelineQueue.of(where);
    }

    @Override
    public DetectionPath path() {
        return DetectionPath.LAST_USED;
    }

    @Override
    public @Nullable String problem() {
        return standing.problem();
    }

    @Override
    public void poll(Sink sink) throws InterruptedException {
        if (clock.instant().isBefore(nextLook) || !standing.isDue()) {
            return;
        }
        try (AccountClients clients = accounts.clients(where.account())) {
            IamClient iam = clients.client(IamClient.builder());
            for (CanaryToken token : DecoysOf.account(where, ledger)) {
                for (AccessKey key : token.keys()) {
                    if (key.active()) {
                        look(iam, token, key, sink);
                    }
                }
            }
            standing.well();
            nextLook = clock.instant().plus(EVERY);
        } catch (AccountException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            standing.failed("last-used data of " + where.account().name(), e);
        }
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
        Outcome outcome =
                sink.offer(new LastUse(token.id(), key.id(), used.lastUsedDate(), used.serviceName(), used.region()));
        if (outcome instanceof Outcome.Retry retry) {
            throw new AccountException(AccountException.Reason.UNREACHABLE, retry.reason());
        }
    }
}
