package io.keycanary.aws;

import io.keycanary.audit.Grant;
import io.keycanary.audit.Seen;
import io.keycanary.token.ManagedAccount;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Topic;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * What the policies of buckets, queues, topics, functions, secrets and keys allow whom, in the account's own region and
 * in the others that are named. Keys come last: one whose policy keeps us out ends the asking.
 */
final class ResourceGrants {
    private final AccountClients clients;
    private final ManagedAccount account;
    private final Set<String> regions = new LinkedHashSet<>();
    private final GrantsFound found;

    /** @param regions besides the account's own */
    ResourceGrants(AccountClients clients, ManagedAccount account, Set<String> regions, GrantsFound found) {
        this.clients = clients;
        this.account = account;
        this.regions.add(account.access().region());
        this.regions.addAll(regions);
        this.found = found;
    }

    List<Seen<Grant>> read() {
        if (!found.closed()) {
            buckets();
            regions.forEach(this::queues);
            regions.forEach(this::topics);
            regions.forEach(this::functions);
            regions.forEach(this::secrets);
            regions.forEach(region -> new KeyGrants(clients.client(KmsClient.builder(), region), region, found).read());
        }
        return found.all();
    }

    private void buckets() {
        S3Client s3 = clients.client(S3Client.builder()
                .forcePathStyle(account.access().endpoint() != null)
                .crossRegionAccessEnabled(account.access().endpoint() == null));
        List<Bucket> buckets =
                found.listed("s3:ListAllMyBuckets", () -> s3.listBuckets().buckets());
        for (Bucket bucket : buckets) {
            String policy = found.ask("s3:GetBucketPolicy", () -> policy(s3, bucket.name()));
            String arn = "arn:" + account.access().partition() + ":s3:::" + bucket.name();
            found.policy("s3:GetBucketPolicy", arn, "", policy);
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

    private void queues(String region) {
        SqsClient sqs = clients.client(SqsClient.builder(), region);
        List<String> urls = found.listed(
                "sqs:ListQueues",
                () -> sqs.listQueuesPaginator(r -> r.maxResults(1000)).queueUrls().stream()
                        .toList());
        for (String url : urls) {
            Map<QueueAttributeName, String> all = found.ask(
                    "sqs:GetQueueAttributes",
                    () -> sqs.getQueueAttributes(r -> r.queueUrl(url)
                                    .attributeNames(QueueAttributeName.POLICY, QueueAttributeName.QUEUE_ARN))
                            .attributes());
            if (all != null) {
                String arn = all.getOrDefault(QueueAttributeName.QUEUE_ARN, url);
                found.policy("sqs:GetQueueAttributes", arn, region, all.get(QueueAttributeName.POLICY));
            }
        }
    }

    private void topics(String region) {
        SnsClient sns = clients.client(SnsClient.builder(), region);
        List<Topic> topics = found.listed(
                "sns:ListTopics",
                () -> sns.listTopicsPaginator().topics().stream().toList());
        for (Topic topic : topics) {
            Map<String, String> all = found.ask(
                    "sns:GetTopicAttributes",
                    () -> sns.getTopicAttributes(r -> r.topicArn(topic.topicArn()))
                            .attributes());
            if (all != null) {
                found.policy("sns:GetTopicAttributes", topic.topicArn(), region, all.get("Policy"));
            }
        }
    }

    private void functions(String region) {
        LambdaClient lambda = clients.client(LambdaClient.builder(), region);
        List<FunctionConfiguration> functions = found.listed(
                "lambda:ListFunctions",
                () -> lambda.listFunctionsPaginator().functions().stream().toList());
        for (FunctionConfiguration function : functions) {
            String policy = found.ask("lambda:GetPolicy", () -> policy(lambda, function.functionName()));
            found.policy("lambda:GetPolicy", function.functionArn(), region, policy);
        }
    }

    /** That there is none is told by an error; so is a function that was deleted meanwhile. */
    private static String policy(LambdaClient lambda, String function) {
        try {
            return lambda.getPolicy(r -> r.functionName(function)).policy();
        } catch (software.amazon.awssdk.services.lambda.model.ResourceNotFoundException e) {
            return "";
        }
    }

    private void secrets(String region) {
        SecretsManagerClient secrets = clients.client(SecretsManagerClient.builder(), region);
        List<SecretListEntry> all = found.listed(
                "secretsmanager:ListSecrets",
                () -> secrets.listSecretsPaginator(r -> r.maxResults(100)).stream()
                        .flatMap(page -> page.secretList().stream())
                        .toList());
        for (SecretListEntry secret : all) {
            String policy = found.ask("secretsmanager:GetResourcePolicy", () -> policy(secrets, secret.arn()));
            found.policy("secretsmanager:GetResourcePolicy", secret.arn(), region, policy);
        }
    }

    /** A secret may have been deleted meanwhile. */
    private static String policy(SecretsManagerClient secrets, String secret) {
        try {
            return Objects.requireNonNullElse(
                    secrets.getResourcePolicy(r -> r.secretId(secret)).resourcePolicy(), "");
        } catch (software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException e) {
            return "";
        }
    }
}
