package io.keycanary.channel;

import io.keycanary.token.Printable;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes alerts to S3, an OCSF Detection Finding an object.
 *
 * @param prefix what the names of the objects begin with; empty, or with a slash at its end
 * @param region where the bucket is
 * @param profile in the AWS configuration of this machine; null for the usual chain
 * @param endpoint null for AWS itself
 */
public record OcsfBucket(
        String name,
        String bucket,
        String prefix,
        String region,
        @Nullable String profile,
        @Nullable URI endpoint) implements ChannelSettings {
    /** Amazon S3 User Guide, "General purpose bucket naming rules". */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9!_.*'()=-]+/){0,20}");
    private static final int PREFIX_CHARS = 500;

    /** Checks what can be checked without AWS. */
    public OcsfBucket {
        ChannelChecks.name(name);
        ChannelChecks.region(name, region);
        if (!BUCKET.matcher(bucket).matches()) {
            throw ChannelChecks.bad(
                    name,
                    "bucket must be the name of a bucket, 3 to 63 of a-z, 0-9, '.' and '-', not '"
                            + Printable.line(bucket, 100) + "'");
        }
        if (prefix.length() > PREFIX_CHARS || !PREFIX.matcher(prefix).matches()) {
            throw ChannelChecks.bad(
                    name,
                    "prefix must be left out, or be words of letters, digits and !_.*'()=- with a slash after each, not '"
                            + Printable.line(prefix, 100) + "'");
        }
    }
}
