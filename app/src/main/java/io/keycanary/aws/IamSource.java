package io.keycanary.aws;

import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Ledger;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.LastUse;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordSource;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * What IAM tells of the last uses of decoys in an account, asked again and again.
 *
 * <p>Not safe to share between threads, but for {@link #problem()}.
 */
abstract class IamSource implements RecordSource {
    final Located where;
    final Ledger ledger;
    final InstantSource clock;
    private final String word;
    private final String subject;
    private final AwsAccounts accounts;
    private final Standing standing;
    private Instant nextLook = Instant.MIN;

    /**
     * One that touches nothing before it is polled.
     *
     * @param word what its name begins with
     * @param subject what is not well when it is not, {@code %s} for the account
     */
    IamSource(String word, String subject, Located where, AwsAccounts accounts, Ledger ledger, InstantSource clock) {
        this.word = word;
        this.subject = subject;
        this.where = where;
        this.accounts = accounts;
        this.ledger = ledger;
        this.clock = clock;
        this.standing = new Standing(clock);
    }

    /** Looks once, and says how long until the next time. */
    abstract Duration look(IamClient iam, Sink sink) throws InterruptedException;

    @Override
    public final String name() {
        return word + ":" + PipelineQueue.of(where);
    }

    @Override
    public final DetectionPath path() {
        return DetectionPath.LAST_USED;
    }

    @Override
    public final @Nullable String problem() {
        return standing.problem();
    }

    @Override
    public final void poll(Sink sink) throws InterruptedException {
        if (clock.instant().isBefore(nextLook) || !standing.isDue()) {
            return;
        }
        try (AccountClients clients = accounts.clients(where.account())) {
            Duration pause = look(clients.client(IamClient.builder()), sink);
            standing.well();
            nextLook = clock.instant().plus(pause);
        } catch (AccountException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            standing.failed(subject.formatted(where.account().name()), e);
        }
    }

    static void offer(LastUse use, Sink sink) throws InterruptedException {
        if (sink.offer(use) instanceof Outcome.Retry retry) {
            throw new AccountException(Reason.UNREACHABLE, retry.reason());
        }
    }
}
