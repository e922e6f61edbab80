package io.keycanary.aws;

import io.keycanary.pipeline.Blueprint;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.Policies;
import io.keycanary.pipeline.Site;
import io.keycanary.token.ManagedAccount;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What the parts of one pipeline share: clients, made when first asked for, and what is to be built. */
final class Ground {
    private final AccountClients clients;
    private final ManagedAccount account;
    private final Blueprint blueprint;
    private final Choice choice;
    private final Map<Object, Object> made = new HashMap<>();
    private final Set<String> ours = new HashSet<>();

    Ground(AccountClients clients, ManagedAccount account, Blueprint blueprint, Choice choice) {
        this.clients = clients;
        this.account = account;
        this.blueprint = blueprint;
        this.choice = choice;
    }

    Blueprint blueprint() {
        return blueprint;
    }

    Site site() {
        return blueprint.site();
    }

    /** In which there are decoys only. */
    List<String> paths() {
        return List.of(account.path());
    }

    Policies policies() {
        return new Policies(site());
    }

    Choice choice() {
        return choice;
    }

    boolean adopt() {
        return choice.adopt();
    }

    Map<String, String> tags() {
        return Map.of(Blueprint.TAG, site().name());
    }

    /** Whether these tags say that it is a part of this pipeline. */
    boolean ours(Map<String, String> tags) {
        return site().name().equals(tags.get(Blueprint.TAG));
    }

    /** The same for what is asked about twice in one run: what is ours stays ours. */
    boolean known(String arn, BooleanSupplier isOurs) {
        if (!ours.contains(arn) && isOurs.getAsBoolean()) {
            ours.add(arn);
        }
        return ours.contains(arn);
    }

    CloudTrailClient trails() {
        return (CloudTrailClient)
                made.computeIfAbsent(CloudTrailClient.class, c -> clients.client(CloudTrailClient.builder()));
    }

    CloudWatchLogsClient logs() {
        return (CloudWatchLogsClient)
                made.computeIfAbsent(CloudWatchLogsClient.class, c -> clients.client(CloudWatchLogsClient.builder()));
    }

    CloudWatchClient alarms() {
        return (CloudWatchClient)
                made.computeIfAbsent(CloudWatchClient.class, c -> clients.client(CloudWatchClient.builder()));
    }

    IamClient iam() {
        return (IamClient) made.computeIfAbsent(IamClient.class, c -> clients.client(IamClient.builder()));
    }

    S3Client s3() {
        boolean paths = account.access().endpoint() != null;
        return (S3Client) made.computeIfAbsent(
                S3Client.class, c -> clients.client(S3Client.builder().forcePathStyle(paths)));
    }

    SnsClient sns() {
        return (SnsClient) made.computeIfAbsent(SnsClient.class, c -> clients.client(SnsClient.builder()));
    }

    SqsClient sqs() {
        return (SqsClient) made.computeIfAbsent(SqsClient.class, c -> clients.client(SqsClient.builder()));
    }

    EventBridgeClient events(String region) {
        return (EventBridgeClient)
                made.computeIfAbsent(region, r -> clients.client(EventBridgeClient.builder(), region));
    }
}
