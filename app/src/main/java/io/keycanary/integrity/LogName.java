package io.keycanary.integrity;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a log file says: {@code ACCOUNT_CloudTrail_REGION_20261124T1305Z_RANDOM.json.gz}.
 *
 * @param time when CloudTrail wrote it, to the minute; the hour of its digest, or just before it
 */
record LogName(String account, String region, Instant time) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{12})_CloudTrail_([a-z0-9-]{1,32})_(\\d{8}T\\d{4}Z)[\\w-]{0,64}\\.json(?:\\.gz)?");

    /** Reads a file name; empty when it is not that of a log file. */
    static Optional<LogName> of(String name) {
        Matcher form = FORM.matcher(name);
        return form.matches()
                ? FileTime.minutes(form.group(3)).map(time -> new LogName(form.group(1), form.group(2), time))
                : Optional.empty();
    }
}
