package io.keycanary.aws;

import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Ledger;
import io.keycanary.source.LastUse;
import io.keycanary.source.LastUse.Net;
import io.keycanary.token.AccessKey;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsResponse;
import software.amazon.awssdk.services.iam.model.JobStatusType;
import software.amazon.awssdk.services.iam.model.ServiceLastAccessed;

/**
 * The last attempt of each user at each service: the last use of its key names one service only, and of several within 15
 * minutes the first. A job for each user, so those whose key was used since their last job have the first turn, and the
 * others theirs once a day.
 *
 * <p>Not safe to share between threads, but for {@link #problem()}.
 */
public final class ServicesSource extends IamSource {
    /** IAM shows an attempt within four hours, usually (IAM API, GenerateServiceLastAccessedDetails). */
    private static final Duration IAM_IS_LATE = Duration.ofHours(4);

    private static final Duration EVERY = Duration.ofMinutes(15);
    private static final Duration ROTATION = Duration.ofDays(1);

    /** Users of the rotation in one poll: about 2,000 a day. */
    private static final int MOST_USERS = 20;

    private static final int TRIES = 20;

    private final Pace pace;
    private final Map<TokenId, Asked> asked = new HashMap<>();

    /** When a user was asked about, and which last use of its keys was known then. */
    private record Asked(Instant at, String lastUse) {}

    /**
     * That of an account; touches nothing before it is polled.
     *
     * @param accounts journals its calls: each names the ARN of a decoy
     */
    public ServicesSource(Located where, AwsAccounts accounts, Ledger ledger, InstantSource clock, Pace pace) {
        super("services", "services that decoys of %s tried", where, accounts, ledger, clock);
        this.pace = pace;
    }

    @Override
    Duration look(IamClient iam, Sink sink) throws InterruptedException {
        for (CanaryToken token : due()) {
            String lastUse = lastUse(token);
            look(iam, token, sink);
            asked.put(token.id(), new Asked(clock.instant(), lastUse));
        }
        return EVERY;
    }

    private List<CanaryToken> due() {
        Instant now = clock.instant();
        List<CanaryToken> moved = new ArrayList<>();
        List<CanaryToken> turn = new ArrayList<>();
        for (CanaryToken token : DecoysOf.account(where, ledger)) {
            Asked last = asked.get(token.id());
            if (token.identity().userArn() == null) {
                continue;
            }
            String lastUse = lastUse(token);
            boolean used = !lastUse.isEmpty() && (last == null || !last.lastUse.equals(lastUse));
            boolean late = last != null && !last.lastUse.isEmpty() && isLate(last, now);
            if (used || late) {
                moved.add(token);
            } else if (turn.size() < MOST_USERS && (last == null || !now.isBefore(last.at.plus(ROTATION)))) {
                turn.add(token);
            }
        }
        moved.addAll(turn);
        return moved;
    }

    /** What was used shortly before it was asked about may show only now. */
    private static boolean isLate(Asked last, Instant now) {
        Instant newest = Instant.parse(last.lastUse);
        return last.at.isBefore(newest.plus(IAM_IS_LATE)) && !now.isBefore(newest.plus(IAM_IS_LATE));
    }

    /** The newest use of its keys that the intake has settled; empty for none. */
    private String lastUse(CanaryToken token) {
        return ledger.read(stores -> token.keys().stream()
                .map(AccessKey::id)
                .flatMap(key -> stores.checkpoints().position("last-used/" + key).stream())
                .max(java.util.Comparator.comparing(Instant::parse))
                .orElse(""));
    }

    private void look(IamClient iam, CanaryToken token, Sink sink) throws InterruptedException {
        pace.await(where.account().account().id());
        String job = AwsFailure.orThrow(
                        "iam:GenerateServiceLastAccessedDetails",
                        () -> iam.generateServiceLastAccessedDetails(
                                r -> r.arn(token.identity().userArn())))
                .jobId();
        @Nullable String marker = null;
        do {
            GetServiceLastAccessedDetailsResponse page = page(iam, job, marker);
            for (ServiceLastAccessed service : page.servicesLastAccessed()) {
                offer(token, service, sink);
            }
            marker = Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null;
        } while (marker != null);
    }

    /** Asked again until the job is done; the pace is the pause. */
    private GetServiceLastAccessedDetailsResponse page(IamClient iam, String job, @Nullable String marker)
            throws InterruptedException {
        for (int tries = 0; tries < TRIES; tries++) {
            pace.await(where.account().account().id());
            GetServiceLastAccessedDetailsResponse page = AwsFailure.orThrow(
                    "iam:GetServiceLastAccessedDetails",
                    () -> iam.getServiceLastAccessedDetails(r -> r.jobId(job).marker(marker)));
            if (page.jobStatus() == JobStatusType.COMPLETED) {
                return page;
            }
            if (page.jobStatus() == JobStatusType.FAILED) {
                break;
            }
        }
        throw new AccountException(Reason.UNREACHABLE, "IAM does not finish what it was asked for");
    }

    private static void offer(CanaryToken token, ServiceLastAccessed service, Sink sink) throws InterruptedException {
        if (service.lastAuthenticated() == null) {
            return;
        }
        String region = service.lastAuthenticatedRegion() == null ? "N/A" : service.lastAuthenticatedRegion();
        offer(
                new LastUse(
                        token.id(), "", service.lastAuthenticated(), service.serviceNamespace(), region, Net.SERVICE),
                sink);
    }
}
