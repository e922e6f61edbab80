package io.keycanary.token;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How an AWS account is reached. It names credentials and holds none: they stay where the AWS SDK finds them.
 *
 * @param profile of the AWS configuration files; null for the SDK's default chain
 * @param roleArn role to assume with those credentials; null to use them as they are
 * @param externalId what the role's trust policy asks for; no secret, and only with a role
 * @param region where calls go that are not about another region
 * @param endpoint of a server that speaks like AWS; null for AWS itself
 */
public record AccountAccess(
        @Nullable String profile,
        @Nullable String roleArn,
        @Nullable String externalId,
        String region,
        @Nullable URI endpoint) {
    /** Checks the fields (STS AssumeRole for role and external id). */
    public AccountAccess {
        require(profile == null || !profile.isBlank(), "a profile has a name");
        require(
                roleArn == null || roleArn.matches("arn:aws[\\w-]*:iam::\\d{12}:role/[!-~]{1,576}"),
                "a role is named as arn:aws:iam::ACCOUNT:role/NAME, unlike \"" + roleArn + "\"");
        require(
                externalId == null || externalId.matches("[\\w+=,.@:/-]{2,1224}"),
                "an external id has 2 to 1224 letters, digits or +=,.@:/-_");
        require(externalId == null || roleArn != null, "an external id goes with a role: name the role too");
        require(
                region.matches("[a-z]{2,4}(-[a-z]+){1,3}-\\d{1,2}"),
                "a region is named as us-east-1, unlike \"" + region + "\"");
        require(endpoint == null || isEndpoint(endpoint), "an endpoint is an address as http://127.0.0.1:5000");
    }

    private static boolean isEndpoint(URI url) {
        return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getHost() != null
                && url.getUserInfo() == null;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The part of AWS that the region belongs to, as ARNs name it (AWS General Reference, "Amazon Resource Names"). */
    public String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
