package io.keycanary.token;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reaches AWS accounts. Each method may fail with an {@link AccountException}. */
public interface AccountConnector {
    /**
     * Who we are to AWS.
     *
     * @param accountId 12 digits
     * @param arn of the user, or of the session of a role
     */
    record Caller(String accountId, String arn) {}

    /** What somebody runs KeyCanary for in an account. */
    enum Duty {
        /** Issues, rotates and retires tokens, and sets up what watches them. */
        INSTALLER,
        /** Runs the server. */
        SERVER,
        /** Looks whether all is as it should be, and changes nothing. */
        AUDITOR,
        /** Acts on real keys, users and roles when an incident asks for it: only for who wants that. */
        RESPONDER,
        /** Brings findings to the account's Security Hub: only where such an alert channel is set. */
        REPORTER,
        /** Attaches service control policies: only in the management account, or one that it delegated this to. */
        GUARDIAN,
        /** Writes alerts into buckets: only where such an alert channel is set. */
        ARCHIVER
    }

    /**
     * What a duty is about, besides the decoys.
     *
     * @param pipelines names of those that are set up, or are to be
     * @param folders that alerts are written into: a bucket, a slash, and what the names of its objects begin with
     */
    record Reach(Set<String> pipelines, Set<String> folders) {
        /** Copies. */
        public Reach {
            pipelines = new TreeSet<>(pipelines);
            folders = new TreeSet<>(folders);
        }
    }

    /** How it stands with a permission. */
    enum Standing {
        /** We have it. */
        ALLOWED,
        /** We do not. */
        MISSING,
        /** Nobody told us. */
        UNKNOWN
    }

    /**
     * A permission that we need.
     *
     * @param action {@code service:Action}
     * @param resource ARN, with {@code *} for any text
     * @param detail why it stands like that; text of the other side
     */
    record PermissionState(String action, String resource, Standing standing, String detail) {}

    /** Asks AWS who we are: proves that the credentials work. */
    Caller caller(AccountAccess access);

    /** Whether we have what some duties need. Changes nothing in the account. */
    List<PermissionState> permissions(ManagedAccount account, Set<Duty> duties, Reach reach);

    /** All users of an account, real ones too. */
    List<DecoyIdentity> users(ManagedAccount account);

    /** Issues tokens in an account; close it. Asks nobody yet. */
    TokenIssuer issuer(ManagedAccount account);

    /** The policy, as JSON, that allows what these duties need in the account, and nothing else. Asks nobody. */
    String managerPolicy(ManagedAccount account, Set<Duty> duties, Reach reach);
}
