package io.keycanary.token;

import org.jspecify.annotations.Nullable;

/**
 * The IAM user behind a token, as CloudTrail names it.
 *
 * @param userArn {@code arn:aws:iam::ACCOUNT:user/path/name}; null for an imported token of which only the key is known
 * @param principalId the IAM unique id (AIDA); null until the user exists
 */
public record DecoyIdentity(
        @Nullable String userArn, @Nullable String principalId) {
    /** Nothing is known but the key. */
    public static final DecoyIdentity UNKNOWN = new DecoyIdentity(null, null);

    /** The user name without path, or null when the ARN is not known. */
    public @Nullable String userName() {
        return userArn == null ? null : userArn.substring(userArn.lastIndexOf('/') + 1);
    }

    /** The path with both slashes, {@code /} when there is none. */
    public String path() {
        if (userArn == null) {
            return "/";
        }
        return userArn.substring(userArn.indexOf('/'), userArn.lastIndexOf('/') + 1);
    }
}
