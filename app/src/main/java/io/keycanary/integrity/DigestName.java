package io.keycanary.integrity;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a digest file says: {@code
 * ACCOUNT_CloudTrail-Digest_REGION_TRAIL_HOMEREGION_20261124T130131Z.json.gz}, or {@code ..Z_backfill.json.gz}.
 *
 * @param end end of the time that it covers
 */
record DigestName(Chain chain, Instant end) {
    private static final Pattern FORM = Pattern.compile("(\\d{12})_CloudTrail-Digest_([a-z0-9-]{1,32})_([\\w.-]{1,128})"
            + "_([a-z0-9-]{1,32})_(\\d{8}T\\d{6}Z)(_backfill)?\\.json(?:\\.gz)?");

    /** Reads a file name; empty when it is not that of a digest. */
    static Optional<DigestName> of(String name) {
        Matcher form = FORM.matcher(name);
        if (!form.matches()) {
            return Optional.empty();
        }
        Chain chain = new Chain(form.group(1), form.group(2), form.group(3), form.group(4), form.group(6) != null);
        return FileTime.seconds(form.group(5)).map(end -> new DigestName(chain, end));
    }
}
