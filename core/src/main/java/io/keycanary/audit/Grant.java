package io.keycanary.audit;

import java.util.List;

/**
 * A statement in the policy of a resource, or in the trust policy of a role, that allows something; or a grant of a key.
 *
 * @param kind what allows it
 * @param resource ARN
 * @param region where it is; empty for what has none
 * @param principals the AWS principals that it names: ARNs, unique ids, or {@code *}
 * @param conditional whether it holds under a condition only
 */
public record Grant(Kind kind, String resource, String region, List<String> principals, boolean conditional) {
    /** What allows it. */
    public enum Kind {
        /** A statement of a policy. */
        POLICY,
        /** A grant of a KMS key, which is in no policy and is revoked by itself. */
        KEY_GRANT
    }

    /** Copies the list. */
    public Grant {
        principals = List.copyOf(principals);
    }

    /** Whether it is for everybody, without a condition. The users of its own account are among them. */
    boolean forEverybody() {
        return !conditional && principals.contains("*");
    }

    /** Whether it names this user: AWS stores the unique id in place of the ARN. */
    boolean names(UserFacts user) {
        return principals.contains(user.arn()) || principals.contains(user.id());
    }
}
