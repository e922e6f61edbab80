package io.keycanary.audit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An IAM user as its account describes it. A part that is null was not told.
 *
 * @param arn with the path
 * @param id the unique id (AIDA)
 * @param attachedPolicies ARNs
 * @param boundary ARN of the permissions boundary; null for none
 * @param password whether it can sign in to the console
 * @param mfa whether a device is registered
 * @param certificate whether a signing certificate is active
 * @param sshKeys ids of SSH public keys
 * @param serviceCredentials ids of service-specific credentials, with the service
 * @param allowed actions of those that the policy simulator was asked about which it says are allowed
 */
public record UserFacts(
        String name,
        String arn,
        String id,
        Map<String, String> tags,
        List<Inline> inlinePolicies,
        List<String> attachedPolicies,
        List<Group> groups,
        @Nullable String boundary,
        @Nullable Seen<List<Key>> keys,
        @Nullable Seen<Boolean> password,
        @Nullable Seen<Boolean> mfa,
        @Nullable Seen<Boolean> certificate,
        @Nullable Seen<List<String>> sshKeys,
        @Nullable Seen<List<String>> serviceCredentials,
        @Nullable Seen<List<String>> allowed) {

    /**
     * A policy of the user's own.
     *
     * @param deniesOnly whether no statement of it allows anything
     */
    public record Inline(String name, boolean deniesOnly) {}

    /**
     * A group that the user is in.
     *
     * @param policies names or ARNs of all its policies
     */
    public record Group(String name, List<String> policies) {
        /** Copies the list. */
        public Group {
            policies = List.copyOf(policies);
        }
    }

    /**
     * An access key.
     *
     * @param status as AWS says it: {@code Active}, {@code Inactive}, {@code Expired}, or what may come
     */
    public record Key(String id, String status) {
        boolean active() {
            return status.equals("Active");
        }
    }

    /** Copies the collections. */
    public UserFacts {
        tags = Map.copyOf(tags);
        inlinePolicies = List.copyOf(inlinePolicies);
        attachedPolicies = List.copyOf(attachedPolicies);
        groups = List.copyOf(groups);
    }
}
