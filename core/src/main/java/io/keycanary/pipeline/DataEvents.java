package io.keycanary.pipeline;

import java.util.List;

/**
 * Which data events a trail records of decoys: calls about single objects, functions, items and messages, which no other
 * path shows but IAM's last-used data. Selectors of a trail can be limited by the caller's ARN for data events alone
 * (CloudTrail API, AdvancedFieldSelector), so that they cost nearly nothing.
 */
public final class DataEvents {
    /** The kinds of resources, in the words of CloudTrail; each needs a selector of its own. */
    public static final List<String> TYPES = List.of(
            "AWS::S3::Object",
            "AWS::Lambda::Function",
            "AWS::DynamoDB::Table",
            "AWS::SNS::Topic",
            "AWS::SNS::PlatformEndpoint",
            "AWS::SQS::Queue",
            "AWS::EC2::Snapshot",
            "AWS::Cognito::IdentityPool");

    private DataEvents() {}

    /** How the ARNs of all users on a path begin. */
    public static String prefix(Site site, String path) {
        return "arn:" + site.partition() + ":iam::" + site.accountId() + ":user" + DecoyPath.checked(path);
    }

    /** The same for several paths. */
    static List<String> prefixes(Site site, List<String> paths) {
        return paths.stream().map(path -> prefix(site, path)).toList();
    }

    /** What our selector for a kind is called: by it ours are told from those of others. */
    public static String selector(Site site, String type) {
        return site.name() + " " + type;
    }
}
