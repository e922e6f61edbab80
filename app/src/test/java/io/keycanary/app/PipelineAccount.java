package io.keycanary.app;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The account as somebody else sees and changes it. */
final class PipelineAccount implements AutoCloseable {
    private final URI endpoint;
    private final List<AutoCloseable> open = new ArrayList<>();
    final CloudTrailClient trails;
    final CloudWatchLogsClient logs;
    final CloudWatchClient alarms;
    final IamClient iam;
    final S3Client s3;
    final SnsClient sns;
    final SqsClient sqs;
    final EventBridgeClient home;
    final EventBridgeClient other;

    PipelineAccount(URI endpoint) {
        this.endpoint = endpoint;
        trails = client(CloudTrailClient.builder(), "us-east-1");
        logs = client(CloudWatchLogsClient.builder(), "us-east-1");
        alarms = client(CloudWatchClient.builder(), "us-east-1");
        iam = client(IamClient.builder(), "us-east-1");
        s3 = client(S3Client.builder().forcePathStyle(true), "us-east-1");
        sns = client(SnsClient.builder(), "us-east-1");
        sqs = client(SqsClient.builder(), "us-east-1");
        home = client(EventBridgeClient.builder(), "us-east-1");
        other = client(EventBridgeClient.builder(), "eu-west-1");
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends AutoCloseable> C client(
            B builder, String region) {
        C client = builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .region(Region.of(region))
                .endpointOverride(endpoint)
                .build();
        open.add(client);
        return client;
    }

    /** Everything there is of the kinds that a pipeline is made of. */
    List<String> inventory() {
        List<String> all = new ArrayList<>();
        trails.describeTrails().trailList().forEach(one -> all.add("trail " + one.name()));
        logs.describeLogGroups().logGroups().forEach(one -> {
            all.add("log group " + one.logGroupName());
            logs.describeMetricFilters(r -> r.logGroupName(one.logGroupName()))
                    .metricFilters()
                    .forEach(filter -> all.add("filter " + filter.filterName()));
        });
        alarms.describeAlarms().metricAlarms().forEach(one -> all.add("alarm " + one.alarmName()));
        iam.listRoles().roles().forEach(one -> all.add("role " + one.roleName()));
        s3.listBuckets().buckets().forEach(one -> all.add("bucket " + one.name()));
        sns.listTopics().topics().forEach(one -> all.add("topic " + one.topicArn()));
        sns.listSubscriptions().subscriptions().forEach(one -> all.add("subscription " + one.endpoint()));
        sqs.listQueues().queueUrls().forEach(url -> all.add("queue " + url));
        for (EventBridgeClient events : List.of(home, other)) {
            events.listEventBuses(r -> {}).eventBuses().forEach(bus -> {
                all.add("bus " + bus.arn());
                events.listRules(r -> r.eventBusName(bus.name()))
                        .rules()
                        .forEach(rule -> all.add("rule " + rule.arn()));
            });
        }
        return new ArrayList<>(new TreeSet<>(all));
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable client : open) {
            client.close();
        }
    }
}
