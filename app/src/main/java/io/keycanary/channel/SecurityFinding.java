package io.keycanary.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A finding as the AWS Security Finding Format (version 2018-10-08) takes it: every text within its bounds there.
 *
 * @param id stable per incident, so that later alerts update it
 * @param types {@code namespace/category/classifier}
 * @param severity one of the labels of the format
 * @param archived whether nothing is left to do
 * @param todo what to do now
 * @param url where to look further; null when that is no address
 * @param fields further values under names of ours
 */
public record SecurityFinding(
        String id,
        String title,
        String description,
        List<String> types,
        String severity,
        boolean archived,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant firstObservedAt,
        @Nullable Instant lastObservedAt,
        String todo,
        @Nullable String url,
        Map<String, String> fields,
        List<Resource> resources,
        @Nullable Call call) {
    /** What the finding is about. */
    public sealed interface Resource {
        /** A decoy. */
        record User(
                String arn,
                String name,
                String path,
                @Nullable String principalId) implements Resource {}

        /** Its key. */
        record Key(
                String id,
                String account,
                @Nullable String userName,
                @Nullable String principalId) implements Resource {}

        /** The account, where a finding is about no decoy. */
        record Account(String id) implements Resource {}
    }

    /**
     * The call that was made.
     *
     * @param address IPv4 of the caller, null when it had none
     * @param domain the service that called, null when it was an address
     */
    public record Call(
            String service,
            String action,
            @Nullable String address,
            @Nullable String domain) {}
}
