package io.keycanary.aws;

import io.keycanary.audit.Area;
import io.keycanary.audit.Grant;
import io.keycanary.audit.Seen;
import io.keycanary.token.ManagedAccount;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Topic;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the policies of buckets, queues and topics allow whom: queues and topics of the account's own region. */
final class ResourceGrants {
    private final AccountClients clients;
    private final ManagedAccount account;
    private final Gaps gaps;
    private final InstantSource clock;
    private final List<Seen<Grant>> grants = new ArrayList<>();

    ResourceGrants(AccountClients clients, ManagedAccount account, Gaps gaps, InstantSource clock) {
        this.clients = clients;
        this.account = account;
        this.gaps = gaps;
        this.clock = clock;
    }

    List<Seen<Grant>> read() {
        buckets();
        queues();
        topics();
        return grants;
    }

    private void buckets() {
        S3Client s3 = clients.client(S3Client.builder()
                .forcePathStyle(account.access().endpoint() != null)
                .crossRegionAccessEnabled(account.access().endpoint() == null));
        List<Bucket> buckets = gaps.ask(
                Area.RESOURCES, "s3:ListAllMyBuckets", () -> s3.listBuckets().buckets());
        for (Bucket bucket : buckets == null ? List.<Bucket>of() : buckets) {
            String policy = gaps.ask(Area.RESOURCES, "s3:GetBucketPolicy", () -> policy(s3, bucket.name()));
            String arn = "arn:" + account.access().partition() + ":s3:::" + bucket.name();
            add("s3:GetBucketPolicy", PolicyGrants.of(arn, "", policy));
        }
    }

    /** That there is none is told by an error; so is a bucket that was deleted meanwhile. */
    private static String policy(S3Client s3, String bucket) {
        try {
            return s3.getBucketPolicy(r -> r.bucket(bucket)).policy();
        } catch (AwsServiceException e) {
            String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
            if ("NoSuchBucketPolicy".equals(code) || "NoSuchBucket".equals(code)) {
                return "";
            }
            throw e;
        }
    }

    private void queues() {
        SqsClient sqs = clients.client(SqsClient.builder());
        List<String> urls = gaps.ask(
                Area.RESOURCES,
                "sqs:ListQueues",
                () -> sqs.listQueuesPaginator(r -> r.maxResults(1000)).queueUrls().stream()
                        .toList());
        for (String url : urls == null ? List.<String>of() : urls) {
            Map<QueueAttributeName, String> all = gaps.ask(
                    Area.RESOURCES,
                    "sqs:GetQueueAttributes",
                    () -> sqs.getQueueAttributes(r -> r.queueUrl(url)
                                    .attributeNames(QueueAttributeName.POLICY, QueueAttributeName.QUEUE_ARN))
                            .attributes());
            if (all != null) {
                String arn = all.getOrDefault(QueueAttributeName.QUEUE_ARN, url);
                add("sqs:GetQueueAttributes", grants(arn, all.get(QueueAttributeName.POLICY)));
            }
        }
    }

    private void topics() {
        SnsClient sns = clients.client(SnsClient.builder());
        List<Topic> topics = gaps.ask(
                Area.RESOURCES,
                "sns:ListTopics",
                () -> sns.listTopicsPaginator().topics().stream().toList());
        for (Topic topic : topics == null ? List.<Topic>of() : topics) {
            Map<String, String> all = gaps.ask(
                    Area.RESOURCES,
                    "sns:GetTopicAttributes",
                    () -> sns.getTopicAttributes(r -> r.topicArn(topic.topicArn()))
                            .attributes());
            if (all != null) {
                add("sns:GetTopicAttributes", grants(topic.topicArn(), all.get("Policy")));
            }
        }
    }

    private List<Grant> grants(String arn, @Nullable String policy) {
        return PolicyGrants.of(arn, account.access().region(), policy);
    }

    private void add(String call, List<Grant> found) {
        found.forEach(grant -> grants.add(new Seen<>(grant, call, clock.instant())));
    }
}
