package io.keycanary.source;

import io.keycanary.token.TokenId;
import java.time.Instant;

/**
 * What IAM says about the last use of a key or a user. It knows of calls that no log has, and neither address nor action. Of
 * the uses within 15 minutes it shows the first.
 *
 * @param accessKeyId empty where it is about the user
 * @param service short name, such as {@code sts}: text of the other side
 * @param region as IAM writes it, {@code N/A} for a service without regions
 */
public record LastUse(TokenId token, String accessKeyId, Instant at, String service, String region, Net net) {
    /** Which data of IAM says so. */
    public enum Net {
        /** The last use of a key (IAM API, GetAccessKeyLastUsed; the credential report has the same). */
        KEY("iam:GetAccessKeyLastUsed"),
        /** The last attempt at each service (IAM API, GetServiceLastAccessedDetails). */
        SERVICE("iam:GetServiceLastAccessedDetails"),
        /** The last sign-in with a password, which no decoy has (credential report). */
        PASSWORD("iam:GetCredentialReport");

        private final String call;

        Net(String call) {
            this.call = call;
        }

        /** The call that says so. */
        public String call() {
            return call;
        }
    }

    /** The last use of a key. */
    public LastUse(TokenId token, String accessKeyId, Instant at, String service, String region) {
        this(token, accessKeyId, at, service, region, Net.KEY);
    }
}
