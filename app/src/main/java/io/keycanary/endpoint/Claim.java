package io.keycanary.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who a request says it comes from, before anything is checked. */
sealed interface Claim {
    /** The key it names, or null. */
    default @Nullable String keyId() {
        return null;
    }

    /** No word about the sender. */
    record Anonymous() implements Claim {}

    /** Something that names a sender, and cannot be read to its end. */
    record Broken(@Nullable String keyId, @Nullable Scope scope, String why) implements Claim {}

    /** A way of signing that is read but not checked: Signature Version 2 and 4A. */
    record Unchecked(String keyId, @Nullable Scope scope) implements Claim {}

    /**
     * Signature Version 4.
     *
     * @param expires how long a presigned request lives; null for a header signature
     */
    record Signed(
            Scope scope,
            List<String> signedHeaders,
            String signature,
            Instant time,
            @Nullable String sessionToken,
            @Nullable Duration expires)
            implements Claim {
        /** Copies the list. */
        public Signed {
            signedHeaders = List.copyOf(signedHeaders);
        }

        @Override
        public String keyId() {
            return scope.keyId();
        }

        boolean presigned() {
            return expires != null;
        }
    }

    /** The credential: key id and what its signature is good for. */
    record Scope(String keyId, String date, String region, String service, String terminator) {
        /** Splits {@code key/date/region/service/aws4_request}, or gives null. */
        static @Nullable Scope parse(String credential) {
            String[] parts = credential.split("/", -1);
            return parts.length == 5 ? new Scope(parts[0], parts[1], parts[2], parts[3], parts[4]) : null;
        }

        /** As it stands in the string to sign. */
        String text() {
            return date + "/" + region + "/" + service + "/" + terminator;
        }
    }
}
