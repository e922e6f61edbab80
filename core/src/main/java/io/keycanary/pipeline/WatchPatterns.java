package io.keycanary.pipeline;

import static io.keycanary.pipeline.JsonText.object;

import io.keycanary.token.CanaryToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The patterns for who acts on the decoys and on the pipeline itself. They let calls through that change something, and
 * the one question about a key that no scanner asks; what is ours in what arrives is told by the intake. Names of
 * members are those of CloudTrail records.
 */
final class WatchPatterns {
    /** In one rule there are at most 1,000 combinations of what is in {@code $or} (EventBridge user guide). */
    private static final String EITHER = "$or";

    private WatchPatterns() {}

    /**
     * For the rules of one region, on its default bus.
     *
     * @param tokens of the account; the retired too, because somebody may make their user anew
     */
    static List<EventPattern> of(Site site, String region, List<CanaryToken> tokens) {
        List<Object> calls = everywhere(site);
        if (region.equals(site.homeRegion())) {
            calls.addAll(parts(site));
        }
        return packed(site, calls, region.equals(site.globalRegion()), tokens);
    }

    /** For the rules of our bus: what the other regions forward. */
    static List<EventPattern> ofBus(Site site, List<CanaryToken> tokens) {
        return packed(site, everywhere(site), site.otherRegions().contains(site.globalRegion()), tokens);
    }

    private static List<EventPattern> packed(Site site, List<Object> calls, boolean withIam, List<CanaryToken> tokens) {
        if (withIam) {
            calls.add(change("iam", "roleName", site.logRole(), site.busRole()));
        }
        List<EventPattern> patterns = new ArrayList<>();
        EventPattern.pack("watch-parts", calls, some -> object(EITHER, some), patterns);
        if (withIam) {
            EventPattern.pack("watch-users", names(tokens), users -> change("iam", "userName", users), patterns);
        }
        return patterns;
    }

    /** Rules are in each region, and where a key is asked about follows from the endpoint that the asker chose. */
    private static List<Object> everywhere(Site site) {
        List<Object> calls = new ArrayList<>();
        for (String member : List.of("name", "rule", "eventBusName")) {
            calls.add(change("events", member, object("prefix", site.name() + "-"), site.name()));
        }
        calls.add(object("eventSource", List.of("sts.amazonaws.com"), "eventName", List.of("GetAccessKeyInfo")));
        return calls;
    }

    /** The trail, and what is behind it: all of it is in the home region. */
    private static List<Object> parts(Site site) {
        List<Object> calls = new ArrayList<>();
        for (String member : List.of("name", "trailName", "resourceId")) {
            calls.add(
                    change("cloudtrail", member, site.name(), site.trailArn(), site.dataTrail(), site.dataTrailArn()));
        }
        for (String member : List.of("alarmName", "alarmNames", "resourceARN")) {
            calls.add(change("monitoring", member, site.name(), site.alarmArn()));
        }
        calls.add(logs(site));
        for (String member : List.of("topicArn", "resourceArn")) {
            calls.add(change("sns", member, site.topicArn()));
        }
        calls.add(change("sns", "subscriptionArn", object("prefix", site.topicArn() + ":")));
        String queue = "/" + site.accountId() + "/" + site.name();
        calls.add(change("sqs", "queueUrl", object("suffix", queue), object("suffix", queue + "-dead")));
        calls.add(change("s3", "bucketName", site.bucket()));
        return calls;
    }

    /** CloudTrail itself makes streams in the log group all the time. */
    private static Map<String, Object> logs(Site site) {
        Map<String, Object> call = change("logs", "logGroupName", site.name());
        call.put("eventName", List.of(object("anything-but", List.of("CreateLogStream", "PutLogEvents"))));
        return call;
    }

    /** IAM names a user by its name alone, and does not mind its case. */
    private static List<Object> names(List<CanaryToken> tokens) {
        return tokens.stream()
                .map(token -> token.identity().userName())
                .filter(Objects::nonNull)
                .map(name -> (Object) object("equals-ignore-case", name))
                .toList();
    }

    private static Map<String, Object> change(String service, String member, Object... values) {
        return change(service, member, List.of(values));
    }

    /** Management events alone: a notice that is published or a log file that is written changes no part. */
    private static Map<String, Object> change(String service, String member, List<Object> values) {
        return object(
                "eventSource",
                List.of(service + ".amazonaws.com"),
                "readOnly",
                List.of(false),
                "managementEvent",
                List.of(true),
                "requestParameters",
                object(member, values));
    }
}
