package io.keycanary.aws;

import io.keycanary.app.MotoServer;
import io.keycanary.desk.PipelineDesk.Located;
import io.keycanary.intake.Ledger;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.PipelineBuilder.Choice;
import io.keycanary.pipeline.Site;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The queues of a pipeline in moto, and who sends to them. Each has a name of its own, so that a server serves many. */
final class MotoQueue implements AutoCloseable {
    static final String ACCOUNT = "123456789012";
    static final PipelineQueue.Timing QUICK = new PipelineQueue.Timing(Duration.ZERO, Duration.ofSeconds(1));

    final Ledger ledger = new MemoryLedger();
    final SqsClient sqs;
    final S3Client s3;
    final String url;
    final String deadUrl;
    private final Located where;

    MotoQueue(MotoServer moto, String name) {
        this(moto.url(), name);
    }

    MotoQueue(URI server, String name) {
        sqs = client(SqsClient.builder(), server);
        s3 = client(S3Client.builder().forcePathStyle(true), server);
        url = sqs.createQueue(r -> r.queueName(name)).queueUrl();
        deadUrl = sqs.createQueue(r -> r.queueName(name + "-dead")).queueUrl();
        where = new Located(
                new ManagedAccount(
                        "prod",
                        new AwsAccount(ACCOUNT),
                        new AccountAccess(null, null, null, "us-east-1", server),
                        "/batch/",
                        new DecoyTag("CostUnit", "4711"),
                        Instant.EPOCH),
                new InstalledPipeline(
                        new Site(ACCOUNT, "aws", "us-east-1", List.of(), name),
                        List.of(),
                        new Choice(true, true, false, false),
                        Instant.EPOCH));
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, URI server) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .region(Region.US_EAST_1)
                .endpointOverride(server)
                .build();
    }

    Located where() {
        return where;
    }

    PipelineQueue open() {
        return new PipelineQueue(
                where, new AwsAccounts(Clock.systemUTC(), request -> {}), ledger, Clock.systemUTC(), QUICK);
    }

    void send(String body) {
        sqs.sendMessage(r -> r.queueUrl(url).messageBody(body));
    }

    /** Messages that are there, hidden or not. */
    int left() {
        Map<QueueAttributeName, String> counts = sqs.getQueueAttributes(
                        r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                + Integer.parseInt(counts.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    @Override
    public void close() {
        sqs.close();
        s3.close();
    }
}
