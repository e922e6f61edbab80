package io.keycanary.pipeline;

/**
 * How many rules of EventBridge a pipeline may have.
 *
 * @param byPath no rules by principal id and key for tokens on the path of decoys, which the rule by path sees already
 * @param quota how many rules AWS said that one bus takes, in each region; 0 when nobody said: see {@link #limit}
 */
public record RuleChoice(boolean byPath, int quota) {
    /** All rules, and the quota that AWS gives unasked. */
    public static final RuleChoice ALL = new RuleChoice(false, 0);

    /** The quota by its name in the console of Service Quotas. */
    public static final String QUOTA = "Rules per event bus";

    /** The share of the limit, in percent, from which on it should be raised. */
    private static final int NEAR = 90;

    /** Refuses a quota that is none. */
    public RuleChoice {
        if (quota < 0) {
            throw new IllegalArgumentException("a quota of rules is a number above 0, not " + quota);
        }
    }

    /** How many rules one bus takes in a region: the defaults of the EventBridge quotas, unless somebody said otherwise. */
    public int limit(String region) {
        if (quota > 0) {
            return quota;
        }
        return region.equals("af-south-1") || region.equals("eu-south-1") ? 100 : 300;
    }

    /** Whether so many rules are within the limit, and hardly more could be. */
    public boolean isNear(String region, int rules) {
        return rules <= limit(region) && rules * 100L >= (long) NEAR * limit(region);
    }

    /** What to do where there are too many. */
    public String remedy() {
        return "have AWS raise the quota \"" + QUOTA + "\" in Service Quotas and say the new one with --rule-quota N"
                + (byPath ? ", or leave out the region with --region" : ", or watch by path with --by-path");
    }
}
