package io.keycanary.token;

import io.keycanary.token.Account.AwsAccount;
import java.time.Instant;

/**
 * An AWS account that tokens are issued in and watched in.
 *
 * @param name what people call it
 * @param account its id
 * @param path of all decoy users in it, and of no other user: policies, filters and the search for strays go by it
 * @param tag that all decoy users in it bear
 */
public record ManagedAccount(
        String name, AwsAccount account, AccountAccess access, String path, DecoyTag tag, Instant addedAt) {
    /** Checks name and path. */
    public ManagedAccount {
        if (!name.matches("[A-Za-z0-9][\\w.-]{1,31}") || name.equalsIgnoreCase("local")) {
            throw new IllegalArgumentException("an account is called by 2 to 32 letters, digits or _.- and not \""
                    + name + "\" (local is the decoy endpoint)");
        }
        if (!path.matches("/[!-~&&[^*?$]]{1,510}/") || path.contains("//")) {
            throw new IllegalArgumentException(
                    "the path of the decoys begins and ends with a slash and is not the root," + " unlike \"" + path
                            + "\"");
        }
    }

    /** ARN of a decoy user of this name; {@code *} for all. */
    public String userArn(String userName) {
        return "arn:" + access.partition() + ":iam::" + account.id() + ":user" + path + userName;
    }
}
