package io.keycanary.audit;

import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import java.util.List;
import java.util.Set;

/** Collects what an account says. Changes nothing in it. */
public interface AccountInspector {
    /**
     * How thoroughly to look.
     *
     * @param whole the whole account by few calls, of which some answers may be hours old; otherwise these tokens alone,
     *     each asked about as it is now
     * @param everyUser also by calls for each user, without leaving any for a later run
     * @param regions where resources are looked at, too, besides the account's own region
     * @param leftOut what is not wanted
     */
    record Depth(boolean whole, boolean everyUser, Set<String> regions, Set<Area> leftOut) {
        /** Copies the sets. */
        public Depth {
            regions = Set.copyOf(regions);
            leftOut = Set.copyOf(leftOut);
        }
    }

    /**
     * Looks.
     *
     * @param tokens of this account
     * @throws io.keycanary.token.AccountException when not even its users can be listed; whatever else fails is among
     *     what was not checked
     */
    AccountFacts look(ManagedAccount account, List<CanaryToken> tokens, Depth depth);
}
