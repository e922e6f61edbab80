package io.keycanary.audit;

import java.util.Set;

/**
 * Accounts in which providers of canary tokens make their keys. A key id tells its account to whoever decodes it, and
 * published tools compare it with this list (trufflehog, {@code pkg/detectors/aws/access_keys/canary.go}).
 */
public final class KnownAccounts {
    private static final Set<String> OF_CANARY_TOKENS = Set.of(
            "052310077262",
            "171436882533",
            "266735846894",
            "534261010715",
            "595918472158",
            "717712589309",
            "730335385048",
            "819147034852",
            "893192397702",
            "992382622183");

    private KnownAccounts() {}

    /** Whether the account of this 12-digit id is one of them. */
    public static boolean hold(String account) {
        return OF_CANARY_TOKENS.contains(account);
    }
}
