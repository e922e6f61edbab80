package io.keycanary.pipeline;

import io.keycanary.token.TokenId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a pipeline stands.
 *
 * @param accountId 12 digits
 * @param partition second word of its ARNs: {@code aws}, {@code aws-cn}, {@code aws-us-gov}
 * @param homeRegion where everything is but the rules of the other regions
 * @param otherRegions whose events are forwarded to the home region
 * @param name of all parts; nothing in it may say what the pipeline is for, because readers of the account see it
 */
public record Site(String accountId, String partition, String homeRegion, List<String> otherRegions, String name) {
    /** Checks the name: it is that of a bucket too, with account and region behind it. */
    public Site {
        otherRegions = List.copyOf(otherRegions);
        if (!name.matches("[a-z][a-z0-9-]{1,23}[a-z0-9]")) {
            throw new IllegalArgumentException(
                    "a pipeline is called by 3 to 25 small letters, digits and hyphens, unlike \"" + name + "\"");
        }
    }

    /** ARN of something in the home region. */
    public String arn(String service, String resource) {
        return arn(service, homeRegion, resource);
    }

    /** ARN of something in a region. */
    public String arn(String service, String region, String resource) {
        return "arn:" + partition + ":" + service + ":" + region + ":" + accountId + ":" + resource;
    }

    /** Every region in which a record of a use may be: global services write theirs in us-east-1. */
    public Set<String> regions() {
        Set<String> regions = new TreeSet<>(otherRegions);
        regions.add(homeRegion);
        if (partition.equals("aws")) {
            regions.add(globalRegion());
        }
        return regions;
    }

    /** Where IAM and other services without a region write their records (CloudTrail user guide, global services). */
    public String globalRegion() {
        return switch (partition) {
            case "aws-cn" -> "cn-north-1";
            case "aws-us-gov" -> "us-gov-west-1";
            default -> "us-east-1";
        };
    }

    /** The bucket of the trail; unique in the world. */
    public String bucket() {
        return name + "-" + accountId + "-" + homeRegion;
    }

    /** ARN of the bucket. */
    public String bucketArn() {
        return "arn:" + partition + ":s3:::" + bucket();
    }

    /** How the keys of its log files begin; those of digests begin otherwise (CloudTrail user guide, "log file names"). */
    public String logFilePrefix() {
        return "AWSLogs/" + accountId + "/CloudTrail/";
    }

    /** ARN of the trail. */
    public String trailArn() {
        return arn("cloudtrail", "trail/" + name);
    }

    /** The trail for data events; it records no others. */
    public String dataTrail() {
        return name + "-data";
    }

    /** ARN of that trail. */
    public String dataTrailArn() {
        return arn("cloudtrail", "trail/" + dataTrail());
    }

    /** ARN of the log group, with what CloudTrail wants behind it. */
    public String logGroupArn() {
        return arn("logs", "log-group:" + name + ":*");
    }

    /** Role by which CloudTrail writes into the log group. */
    public String logRole() {
        return name + "-logs";
    }

    /** Role by which the other regions send to the bus. */
    public String busRole() {
        return name + "-events";
    }

    /** ARN of a role. */
    public String roleArn(String role) {
        return "arn:" + partition + ":iam::" + accountId + ":role/" + role;
    }

    /** ARN of the topic. */
    public String topicArn() {
        return arn("sns", name);
    }

    /** ARN of the alarm. */
    public String alarmArn() {
        return arn("cloudwatch", "alarm:" + name);
    }

    /** ARN of the queue. */
    public String queueArn() {
        return arn("sqs", name);
    }

    /** The queue for what could not be delivered. */
    public String deadQueue() {
        return name + "-dead";
    }

    /** ARN of that queue. */
    public String deadQueueArn() {
        return arn("sqs", deadQueue());
    }

    /** ARN of the bus in the home region that the other regions send to. */
    public String busArn() {
        return arn("events", "event-bus/" + name);
    }

    /** What stands for the pipeline in incidents. */
    public TokenId id() {
        return TokenId.ofPipeline(accountId, name);
    }

    /** ARN of a rule on a bus of a region. */
    public String ruleArn(String region, String bus, String rule) {
        return arn("events", region, "rule/" + (bus.equals("default") ? "" : bus + "/") + rule);
    }

    /** Name of a rule for a pattern. */
    public String rule(EventPattern pattern) {
        return name + "-" + pattern.name();
    }
}
