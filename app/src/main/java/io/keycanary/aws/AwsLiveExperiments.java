package io.keycanary.aws;

import io.keycanary.cli.LiveExperiments;
import io.keycanary.token.ManagedAccount;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The questions of {@code doctor --live} that calls can answer. */
public final class AwsLiveExperiments implements LiveExperiments {
    private static final String QUARANTINE = "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV4";

    /** IAM shows the first use of 15 minutes. */
    private static final Duration SPAN = Duration.ofMinutes(16);

    private final AwsAccounts accounts;
    private final InstantSource clock;
    private final Duration pause;

    /** In accounts reached so. */
    public AwsLiveExperiments(AwsAccounts accounts, InstantSource clock) {
        this(accounts, clock, Duration.ofSeconds(5));
    }

    /** Asks again after this pause. */
    public AwsLiveExperiments(AwsAccounts accounts, InstantSource clock, Duration pause) {
        this.accounts = accounts;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public List<Question> questions() {
        return LiveQuestions.ALL;
    }

    /** Asks one question. */
    @FunctionalInterface
    private interface Experiment {
        Answer run(Question question) throws InterruptedException;
    }

    @Override
    public void ask(ManagedAccount account, Duration wait, Consumer<Answer> told) throws InterruptedException {
        try (AccountClients clients = accounts.clients(account)) {
            IamClient iam = clients.client(IamClient.builder());
            AwsFailure.orThrow("iam:ListUsers", () -> {
                ThrowawayUser.leftovers(iam).forEach(name -> ThrowawayUser.delete(iam, name));
                return "";
            });
            for (Question question : questions()) {
                told.accept(answer(question, iam, clients, wait));
            }
        }
    }

    private Answer answer(Question question, IamClient iam, AccountClients clients, Duration wait)
            throws InterruptedException {
        Experiment experiment = switch (question.number()) {
            case 1 -> q -> deniedSession(q, iam, clients);
            case 5 -> q -> lastUsed(q, iam, clients, wait);
            case 8 -> q -> sessionUse(q, iam, clients, wait);
            case 10 -> q -> quarantine(q, iam);
            default -> q -> new Answer(q, Outcome.BY_HAND, "see docs/live-checklist.md");
        };
        try {
            return experiment.run(question);
        } catch (AwsServiceException e) {
            return new Answer(question, Outcome.NOT_ANSWERED, code(e));
        }
    }

    private Answer deniedSession(Question question, IamClient iam, AccountClients clients) throws InterruptedException {
        try (ThrowawayUser user = ThrowawayUser.make(iam, clock)) {
            user.deny();
            settle(user.key(), clients);
            try (StsClient sts = clients.client(StsClient.builder(), provider(user.key()))) {
                sts.getSessionToken();
                return new Answer(question, Outcome.ANSWERED, "no: GetSessionToken succeeded under an explicit Deny");
            } catch (AwsServiceException e) {
                return code(e).startsWith("AccessDenied")
                        ? new Answer(question, Outcome.ANSWERED, "yes: " + code(e))
                        : new Answer(question, Outcome.NOT_ANSWERED, code(e));
            }
        }
    }

    /** A key and a policy that were just made are not known everywhere for some seconds. */
    private void settle(AccessKey key, AccountClients clients) throws InterruptedException {
        for (int tries = 0; tries < 6; tries++) {
            Thread.sleep(pause);
            try (StsClient sts = clients.client(StsClient.builder(), provider(key))) {
                sts.getCallerIdentity();
                return;
            } catch (AwsServiceException e) {
                if (!code(e).startsWith("InvalidClientTokenId")) {
                    throw e;
                }
            }
        }
    }

    private Answer lastUsed(Question question, IamClient iam, AccountClients clients, Duration wait)
            throws InterruptedException {
        try (ThrowawayUser user = ThrowawayUser.make(iam, clock)) {
            Instant at = listQueues(clients, provider(user.key()), true);
            return shown(question, iam, user.key().accessKeyId(), at, wait);
        }
    }

    private Answer sessionUse(Question question, IamClient iam, AccountClients clients, Duration wait)
            throws InterruptedException {
        if (wait.compareTo(SPAN) <= 0) {
            return new Answer(question, Outcome.NOT_ANSWERED, "it takes more than 16 minutes: --wait 1800");
        }
        try (ThrowawayUser user = ThrowawayUser.make(iam, clock)) {
            settle(user.key(), clients);
            Credentials session;
            try (StsClient sts = clients.client(StsClient.builder(), provider(user.key()))) {
                session = sts.getSessionToken().credentials();
            }
            Thread.sleep(SPAN);
            AwsSessionCredentials credentials = AwsSessionCredentials.create(
                    session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
            Instant at = listQueues(clients, StaticCredentialsProvider.create(credentials), false);
            return shown(question, iam, user.key().accessKeyId(), at, wait.minus(SPAN));
        }
    }

    /** Refused, as everything is for a user without policies; that is a use all the same. */
    private Instant listQueues(AccountClients clients, StaticCredentialsProvider whose, boolean isNew)
            throws InterruptedException {
        for (int tries = 0; ; tries++) {
            Instant at = clock.instant();
            try (SqsClient sqs = clients.client(SqsClient.builder(), whose)) {
                sqs.listQueues();
                return at;
            } catch (AwsServiceException e) {
                boolean early = code(e).contains("InvalidClientTokenId") || code(e).contains("UnrecognizedClient");
                if (!isNew || !early || tries > 6) {
                    return at;
                }
                Thread.sleep(pause);
            }
        }
    }

    private Answer shown(Question question, IamClient iam, String key, Instant at, Duration wait)
            throws InterruptedException {
        String last = "nothing";
        for (Instant end = clock.instant().plus(wait); ; Thread.sleep(pause)) {
            AccessKeyLastUsed used =
                    iam.getAccessKeyLastUsed(r -> r.accessKeyId(key)).accessKeyLastUsed();
            if (used != null && used.lastUsedDate() != null) {
                last = used.serviceName() + " at " + used.lastUsedDate();
                if ("sqs".equals(used.serviceName())) {
                    long seconds = Duration.between(at, clock.instant()).toSeconds();
                    return new Answer(question, Outcome.ANSWERED, "shown " + seconds + " s after the call: " + last);
                }
            }
            if (!clock.instant().isBefore(end)) {
                return new Answer(
                        question, Outcome.NOT_ANSWERED, "not shown within " + wait.toSeconds() + " s; shown: " + last);
            }
        }
    }

    private static Answer quarantine(Question question, IamClient iam) {
        try {
            Policy policy = iam.getPolicy(r -> r.policyArn(QUARANTINE)).policy();
            String document = URLDecoder.decode(
                    iam.getPolicyVersion(r -> r.policyArn(QUARANTINE).versionId(policy.defaultVersionId()))
                            .policyVersion()
                            .document(),
                    StandardCharsets.UTF_8);
            return new Answer(question, Outcome.ANSWERED, policy.defaultVersionId() + ": " + document);
        } catch (NoSuchEntityException e) {
            return new Answer(question, Outcome.NOT_ANSWERED, "there is no " + QUARANTINE + " here");
        }
    }

    private static StaticCredentialsProvider provider(AccessKey key) {
        AwsCredentials credentials = AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());
        return StaticCredentialsProvider.create(credentials);
    }

    private static String code(AwsServiceException e) {
        return e.awsErrorDetails() == null
                ? "HTTP " + e.statusCode()
                : e.awsErrorDetails().errorCode() + ": " + e.awsErrorDetails().errorMessage();
    }
}
