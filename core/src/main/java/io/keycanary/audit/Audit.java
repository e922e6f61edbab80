package io.keycanary.audit;

import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Facts in, findings out. The same facts always give the same findings, in the same order. */
public final class Audit {
    private Audit() {}

    /** What the register alone shows about a token. */
    public static List<Finding> ofRegister(Registered token, Instant now) {
        return RegisterChecks.of(token, now);
    }

    /** What the register alone shows about the places of a token. */
    public static List<Finding> ofPlaces(Registered token, Instant now) {
        return RegisterChecks.ofPlaces(token, now);
    }

    /** What the file shows in which a token is planted. */
    public static List<Finding> ofPlace(Registered token, PlaceFacts facts, Instant now) {
        return PlaceChecks.of(token, facts, now);
    }

    /** What the files of all tokens show together. */
    public static List<Finding> ofPlacesTogether(List<PlaceFacts> places, Instant now) {
        return PlaceChecks.together(places, now);
    }

    /** What the account of a token shows about it. */
    public static List<Finding> ofUser(Registered token, AccountFacts facts) {
        return UserChecks.of(token, facts);
    }

    /**
     * What an account shows about itself.
     *
     * @param ofAccount all its tokens, so that others are told from them; the retired too
     */
    public static List<Finding> ofAccount(AccountFacts facts, List<CanaryToken> ofAccount) {
        return AccountChecks.of(facts, ofAccount);
    }

    /** What is wrong with the pipeline of an account. */
    public static List<Finding> ofPipeline(ManagedAccount account, Seen<List<Part>> parts) {
        return AccountChecks.of(account, parts);
    }

    /** Which paths of an account are silent or late. */
    public static List<Finding> ofPaths(ManagedAccount account, List<PathFacts> paths, Instant now) {
        return AccountChecks.of(account, paths, now);
    }

    /** That the pipelines of an account do not watch regions in which calls can be made. */
    public static Finding unwatched(ManagedAccount account, Set<String> regions, Instant now) {
        return AccountChecks.unwatched(account, regions, now);
    }

    /** Whether the decoy policy of the organisation is there and up to date. */
    public static List<Finding> ofPolicy(PolicyFacts facts, Instant now) {
        return PolicyChecks.of(facts, now);
    }

    /** That an account has no pipeline that we know of. */
    public static Finding withoutPipeline(ManagedAccount account, Instant now) {
        return AccountChecks.withoutPipeline(account, now);
    }
}
