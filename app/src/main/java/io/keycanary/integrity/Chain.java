package io.keycanary.integrity;

/**
 * One chain of digest files: CloudTrail links them hour by hour.
 *
 * @param account account that the files are delivered for, 12 digits
 * @param region region that the files come from
 * @param trail name of the trail
 * @param home region in which the trail was made
 * @param backfill whether it holds the later digests for log files that came too late for their hour
 */
record Chain(String account, String region, String trail, String home, boolean backfill) {
    /** The trail that this chain is one region of. */
    Trail ofTrail() {
        return new Trail(account, trail, home);
    }

    /** A trail in one account. */
    record Trail(String account, String name, String home) {}
}
