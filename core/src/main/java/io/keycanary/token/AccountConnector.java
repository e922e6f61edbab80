package io.keycanary.token;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

    /**
     * A user that exists, whoever made it.
     *
     * @param keys its access keys, oldest first; one that a newer active key follows counts as replaced
     */
    record ExistingUser(DecoyIdentity identity, List<AccessKey> keys) {
        /** Copies the list. */
        public ExistingUser {
            keys = List.copyOf(keys);
        }
    }

    /**
     * Which users are meant: those that fit every condition that is given.
     *
     * @param names user names, in any case; empty for all
     * @param path that their path begins with; empty for all
     * @param tag that they bear; null for all
     */
    record UserChoice(
            Set<String> names, String path, @Nullable DecoyTag tag) {
        /** Whether a user is meant. */
        public boolean fits(String name, String userPath, Map<String, String> tags) {
            return (names.isEmpty() || names.stream().anyMatch(name::equalsIgnoreCase))
                    && userPath.startsWith(path)
                    && (tag == null || tag.value().equals(tags.get(tag.key())));
        }
    }

    /**
     * Regions of an account.
     *
     * @param on in which calls can be made
     * @param off that the account did not opt in to: no call can be made there
     */
    record Regions(SortedSet<String> on, SortedSet<String> off) {
        /** Copies the sets. */
        public Regions {
            on = Collections.unmodifiableSortedSet(new TreeSet<>(on));
            off = Collections.unmodifiableSortedSet(new TreeSet<>(off));
        }
    }

    /** Asks AWS who we are: proves that the credentials work. */
    Caller caller(AccountAccess access);

    /** Whether we have what some duties need. Changes nothing in the account. */
    List<PermissionState> permissions(ManagedAccount account, Set<Duty> duties, Reach reach);

    /** All users of an account, real ones too. */
    List<DecoyIdentity> users(ManagedAccount account);

    /** The users that are meant, with their keys. */
    List<ExistingUser> users(ManagedAccount account, UserChoice choice);

    /** The regions of an account. Asks each time. */
    Regions regions(ManagedAccount account);

    /** Issues tokens in an account; close it. Asks nobody yet. */
    TokenIssuer issuer(ManagedAccount account);

    /** The policy, as JSON, that allows what these duties need in the account, and nothing else. Asks nobody. */
    String managerPolicy(ManagedAccount account, Set<Duty> duties, Reach reach);
}
