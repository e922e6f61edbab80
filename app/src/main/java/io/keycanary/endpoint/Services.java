package io.keycanary.endpoint;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of a service: in the credential scope, in CloudTrail and in IAM. Mostly they are one. */
final class Services {
    private static final Map<String, String> EVENT_SOURCES = Map.of("email", "ses", "awsssoportal", "sso");
    private static final Map<String, String> IAM_PREFIXES =
            Map.of("monitoring", "cloudwatch", "email", "ses", "awsssoportal", "sso", "tagging", "tag");
    private static final Pattern AMAZON = Pattern.compile("(.+)\\.amazonaws\\.com(?:\\.cn)?(?::\\d+)?");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    /** A host of old: {@code s3-eu-west-1}. */
    private static final Pattern OLD_PLACE = Pattern.compile("(s3)-([a-z]{2}(?:-[a-z]+)+-\\d)");

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
        Matcher amazon = AMAZON.matcher(call.headers().orEmpty("host"));
        if (amazon.matches()) {
            return ofHost(amazon.group(1));
        }
        boolean query = call.parameter("Action") != null;
        boolean sts = query && "2011-06-15".equals(call.parameter("Version"));
        return List.of(sts ? "sts" : query ? "iam" : "s3", "us-east-1");
    }

    private static List<String> ofHost(String host) {
        String[] labels = host.split("\\.", -1);
        int last = labels.length - 1;
        boolean region = REGION.matcher(labels[last]).matches() && last > 0;
        Matcher old = OLD_PLACE.matcher(labels[last]);
        if (old.matches()) {
            return List.of(old.group(1), old.group(2));
        }
        String service = region ? labels[last - 1] : labels[last];
        return List.of(NAME.matcher(service).matches() ? service : "s3", region ? labels[last] : "us-east-1");
    }
}
