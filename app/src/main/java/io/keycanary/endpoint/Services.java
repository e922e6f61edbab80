package io.keycanary.endpoint;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of a service: in the credential scope, in CloudTrail and in IAM. Mostly they are one. */
final class Services {
    private static final Map<String, String> EVENT_SOURCES = Map.of(
            "email", "ses", "awsssoportal", "sso", "s3express", "s3express", "s3-object-lambda", "s3-object-lambda");
    private static final Map<String, String> IAM_PREFIXES = Map.of(
            "monitoring",
            "cloudwatch",
            "email",
            "ses",
            "awsssoportal",
            "sso",
            "tagging",
            "tag",
            "route53-recovery",
            "route53-recovery-control-config");
    private static final Pattern HOST = Pattern.compile(
            "(?:.*\\.)?([a-z0-9-]+?)(?:[.-]([a-z]{2}-[a-z-]+-\\d))?\\.amazonaws\\.com(?:\\.cn)?(?::\\d+)?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

    private Services() {}

    /** Where CloudTrail files its events. */
    static String eventSource(String service) {
        return EVENT_SOURCES.getOrDefault(service, service) + ".amazonaws.com";
    }

    /** What its permissions begin with. */
    static String iamPrefix(String service) {
        return IAM_PREFIXES.getOrDefault(service, service);
    }

    /** Service and region: from the scope, else from the host, else guessed as S3, which old clients sign for. */
    static List<String> serviceAndRegion(HttpCall call, Claim.@Nullable Scope scope) {
        if (scope != null && NAME.matcher(scope.service()).matches()) {
            boolean region =
                    NAME.matcher(scope.region()).matches() && !scope.region().equals("aws-global");
            return List.of(scope.service(), region ? scope.region() : "us-east-1");
        }
        Matcher host = HOST.matcher(call.headers().orEmpty("host"));
        if (host.matches()) {
            String region = host.group(2);
            return List.of(host.group(1), region == null ? "us-east-1" : region);
        }
        boolean query = call.parameter("Action") != null;
        boolean sts = query && "2011-06-15".equals(call.parameter("Version"));
        return List.of(sts ? "sts" : query ? "iam" : "s3", "us-east-1");
    }
}
