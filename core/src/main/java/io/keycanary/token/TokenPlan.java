package io.keycanary.token;

import org.jspecify.annotations.Nullable;

/**
 * A token to be issued.
 *
 * @param userName the IAM user name, 1 to 64 of {@code [\w+=,.@-]}
 * @param path begins and ends with a slash
 * @param label what people call it; the user name when null
 */
public record TokenPlan(
        String userName, String path, @Nullable String label, CanaryToken.Stewardship stewardship) {
    /** Checks name and path (IAM CreateUser). */
    public TokenPlan {
        if (!userName.matches("[\\w+=,.@-]{1,64}")) {
            throw new IllegalArgumentException(
                    "a user name has 1 to 64 letters, digits or +=,.@-_ and not \"" + userName + "\"");
        }
        if (!path.matches("/|/[!-~]{1,510}/")) {
            throw new IllegalArgumentException("a path begins and ends with a slash, unlike \"" + path + "\"");
        }
    }

    /** What people call it. */
    public String labelOrName() {
        return label == null ? userName : label;
    }
}
