package io.keycanary.detect;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A name that stands for a subject only in calls to one service and, but for S3, only in one account.
 *
 * @param account null when the name is unique without it
 */
record Named(Subject subject, String eventSource, @Nullable String account) {
    /** The same name at the console's sign-in page, where no other identifier of the user may be given. */
    Named atSignIn() {
        return new Named(subject, "signin.amazonaws.com", account);
    }

    boolean holds(Set<String> eventSources, Set<String> accounts) {
        return eventSources.contains(eventSource) && (account == null || accounts.contains(account));
    }
}
