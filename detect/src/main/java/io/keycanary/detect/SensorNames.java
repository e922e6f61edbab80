package io.keycanary.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How AWS calls name a sensor when they do not give its ARN. In the service's own calls: trail and rule name, alarm
 * name, log group name, bucket name, role name as a whole string; a queue by the last two segments of its URL; a topic also by the
 * ARN of a subscription to it. The account must be the ARN's (a bucket's ARN has none).
 *
 * @param eventSource the service
 * @param account null for a bucket
 * @param names whole strings, a queue's as {@code /account/name}
 */
record SensorNames(String eventSource, @Nullable String account, List<String> names) {

    /** @throws IllegalArgumentException when it is no ARN of a kind that can be watched */
    static SensorNames of(String arn) {
        String[] part = arn.split(":", 6);
        if (part.length < 6 || !part[0].equals("arn") || part[5].isEmpty()) {
            throw new IllegalArgumentException("expected arn:partition:service:region:account:resource");
        }
        String account = part[4];
        String resource = part[5];
        String last = resource.substring(resource.lastIndexOf('/') + 1);
        return switch (part[2]) {
            case "cloudtrail" -> new SensorNames("cloudtrail.amazonaws.com", account, List.of(last));
            case "events" -> new SensorNames("events.amazonaws.com", account, List.of(last));
            case "cloudwatch" ->
                new SensorNames("monitoring.amazonaws.com", account, List.of(after(resource, "alarm:")));
            case "logs" -> logGroup(arn, account, resource);
            case "sns" -> new SensorNames("sns.amazonaws.com", account, List.of(arn + ":"));
            case "sqs" -> new SensorNames("sqs.amazonaws.com", account, List.of("/" + account + "/" + resource));
            case "s3" -> new SensorNames("s3.amazonaws.com", null, List.of(resource));
            case "iam" -> new SensorNames("iam.amazonaws.com", account, List.of(role(resource, last)));
            default ->
                throw new IllegalArgumentException(
                        "expected a trail, rule, alarm, topic, queue, log group, bucket or role");
        };
    }

    /** CloudWatch Logs writes the ARN of a log group with and without {@code :*} behind it. */
    private static SensorNames logGroup(String arn, String account, String resource) {
        String bare = arn.endsWith(":*") ? arn.substring(0, arn.length() - 2) : arn;
        String name = after(resource, "log-group:");
        name = name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
        return new SensorNames("logs.amazonaws.com", account, List.of(name, bare, bare + ":*"));
    }

    private static String role(String resource, String name) {
        after(resource, "role/");
        return name;
    }

    private static String after(String resource, String prefix) {
        if (!resource.startsWith(prefix)) {
            throw new IllegalArgumentException("expected a resource that begins with " + prefix);
        }
        return resource.substring(prefix.length());
    }

    /** The forms of a string value under which a sensor may be listed, besides the value itself. */
    static List<String> shortened(String value) {
        int slash = value.lastIndexOf('/');
        int before = slash <= 0 ? -1 : value.lastIndexOf('/', slash - 1);
        if (before >= 0 && value.startsWith("http")) {
            return List.of(value.substring(before));
        }
        int colon = value.lastIndexOf(':');
        return colon > 0 && value.startsWith("arn:") ? List.of(value.substring(0, colon + 1)) : List.of();
    }
}
