package io.keycanary.cli;

import io.keycanary.token.AccountAccess;
import java.util.Set;

/** Where in AWS the alert channels of the settings write to, which needs permissions of its own. */
public interface AlertTargets {
    /** Whether one brings findings to the Security Hub of the account of this id. */
    boolean reportTo(String account);

    /** Folders in buckets that alerts are written into: a bucket, a slash, and what the names of the objects begin with. */
    Set<String> folders();

    /** Those of them that are written with the credentials of an account. */
    Set<String> folders(AccountAccess writer);
}
