package io.keycanary.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Whether somebody can look up who may plant decoys, how they are named, and who is called. */
final class PolicyChecks {
    private static final String SUBJECT = "decoy policy";

    private PolicyChecks() {}

    static List<Finding> of(PolicyFacts facts, Instant now) {
        Instant exported = facts.exportedAt();
        if (exported == null) {
            return List.of(finding(Check.POLICY_NONE, "", "no export is recorded", now));
        }
        if (facts.changed()) {
            return List.of(finding(Check.POLICY_CHANGED, day(exported), "exported " + exported, now));
        }
        Instant review = facts.reviewBy();
        return review != null && review.isBefore(now)
                ? List.of(finding(Check.POLICY_REVIEW, day(review), "exported " + exported, now))
                : List.of();
    }

    private static String day(Instant at) {
        return at.truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10);
    }

    private static Finding finding(Check check, String what, String excerpt, Instant now) {
        return new Words(null, SUBJECT, "").finding(check, what, Evidence.register(excerpt, now));
    }
}
