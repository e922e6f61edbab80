package io.keycanary.cli;

import io.keycanary.cli.ObjectStore.Folder;
import io.keycanary.cli.ObjectStore.Query;
import io.keycanary.cli.ObjectStore.StoredObject;
import io.keycanary.cli.ScanInput.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The objects behind one {@code s3://bucket/prefix}, in the order of their keys.
 *
 * <p>For a period only its part of the listing is asked for: folder by folder down to the regions of CloudTrail's layout,
 * and in a region from the first day to the last.
 */
final class StoredInputs {
    private static final Pattern URL = Pattern.compile("s3://([a-z0-9][a-z0-9._-]{1,62})(?:/(.*))?", Pattern.DOTALL);

    private final ObjectStore store;
    private final int argument;
    private final String bucket;
    private final String prefix;
    private final DatePeriod period;
    private final ScanInputs.Listing listing;
    private @Nullable String after;
    private boolean anything;
    private boolean noted;

    private StoredInputs(ObjectStore store, int argument, String url, DatePeriod period, ScanInputs.Listing listing) {
        Matcher parts = matcher(url);
        this.store = store;
        this.argument = argument;
        this.bucket = parts.group(1);
        this.prefix = parts.group(2) == null ? "" : parts.group(2);
        this.period = period;
        this.listing = listing;
    }

    static boolean isUrl(String path) {
        return path.startsWith("s3://");
    }

    /**
     * Checks how it is written.
     *
     * @throws CommandFailure when it names no bucket
     */
    static Matcher matcher(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw CommandFailure.badInput("an S3 path is s3://bucket or s3://bucket/prefix, not " + url);
        }
        return parts;
    }

    /** Lists them; what cannot be listed becomes an input that cannot be read. */
    static void list(
            ObjectStore store,
            int argument,
            String url,
            DatePeriod period,
            @Nullable String after,
            ScanInputs.Listing listing)
            throws InterruptedException {
        StoredInputs inputs = new StoredInputs(store, argument, url, period, listing);
        inputs.after = after;
        try {
            inputs.list();
        } catch (IOException e) {
            listing.input(ScanInput.unreadable(null, url, e));
        }
    }

    private void list() throws IOException, InterruptedException {
        if (period.always()) {
            deep(prefix, null);
        } else {
            folder(prefix);
        }
        if (!anything && after == null && !exists()) {
            throw new UnreadableException("there is no object; check the bucket and the prefix", null);
        }
    }

    private boolean exists() throws IOException, InterruptedException {
        boolean[] seen = new boolean[1];
        store.list(new Query(bucket, prefix, null, true), entry -> {
            seen[0] = true;
            return false;
        });
        return seen[0];
    }

    /** Below a folder that is not a region's: objects and folders as they come. */
    private void walk(String folder) throws IOException, InterruptedException {
        store.list(new Query(bucket, folder, null, false), entry -> {
            switch (entry) {
                case StoredObject object -> object(object);
                case Folder below -> folder(below.key());
            }
            return true;
        });
    }

    private void folder(String below) throws IOException, InterruptedException {
        boolean done = after != null && order(below, after) < 0 && !after.startsWith(below);
        if (done) {
            return;
        }
        String region = DatePeriod.region(below);
        if (region == null) {
            walk(below);
        } else {
            deep(below, period.before(region));
        }
    }

    private void deep(String folder, @Nullable String from) throws IOException, InterruptedException {
        boolean further = after != null && (from == null || order(from, after) < 0);
        store.list(new Query(bucket, folder, further ? after : from, true), entry -> {
            if (period.isBehind(entry.key())) {
                return false;
            }
            if (entry instanceof StoredObject object) {
                object(object);
            }
            return true;
        });
    }

    private void object(StoredObject object) throws InterruptedException {
        anything = true;
        boolean marksFolder = object.bytes() == 0 && object.key().endsWith("/");
        boolean done = after != null && order(object.key(), after) <= 0;
        DatePeriod.Answer answer = period.of(object.key());
        if (marksFolder || done || answer == DatePeriod.Answer.OUTSIDE) {
            return;
        }
        String name = name(object.key());
        if (answer == DatePeriod.Answer.UNKNOWN && !noted) {
            noted = true;
            listing.note(ScanInputs.undated(name));
        }
        listing.input(new ScanInput(
                new Position(argument, object.key()), name, object.bytes(), true, () -> store.open(bucket, object)));
    }

    private String name(String key) {
        return "s3://" + bucket + "/" + key;
    }

    /** The order of S3: by the bytes of UTF-8. */
    private static int order(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
