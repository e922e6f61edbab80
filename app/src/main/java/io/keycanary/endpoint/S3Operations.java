package io.keycanary.endpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a request asks of S3: from method, bucket, key and subresource. */
final class S3Operations {
    /** @param permission without its prefix */
    record Found(String eventName, String permission, Map<String, String> target) {
        boolean data() {
            return target.containsKey("key") || eventName.equals("ListObjects") || eventName.equals("HeadBucket");
        }
    }

    private record Row(String subresource, String eventName, String permission) {}

    private static final Map<String, List<Row>> ROWS = load();
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");
    private static final Pattern BUCKET_HOST =
            Pattern.compile("(.+)\\.s3(?:[.-][a-z0-9-]+)*\\.amazonaws\\.com(?:\\.cn)?");

    private S3Operations() {}

    /** @param ownHost the name under which the endpoint is reached, empty when it has none: tells where a bucket ends */
    static Found find(HttpCall call, String ownHost) {
        Map<String, String> target = target(call.rawPath(), call.headers().orEmpty("host"), ownHost);
        String level = target.containsKey("key") ? "object" : target.containsKey("bucketName") ? "bucket" : "service";
        boolean copy = call.headers().first("x-amz-copy-source") != null;
        Parameters query = call.query();
        for (Row row : ROWS.getOrDefault(call.method() + " " + level, List.of())) {
            if (row.subresource.equals("-") || query.has(row.subresource)) {
                String name = row.eventName;
                boolean copies = copy && (name.equals("PutObject") || name.equals("UploadPart"));
                String copying = name.equals("PutObject") ? "CopyObject" : "UploadPartCopy";
                return new Found(copies ? copying : name, row.permission, target);
            }
        }
        String guess = DerivedName.of(call.method(), level.equals("service") ? "/service" : "/" + level);
        return new Found(guess, guess, target);
    }

    private static Map<String, String> target(String rawPath, String hostHeader, String ownHost) {
        String host = hostHeader.replaceFirst(":\\d+$", "");
        String bucket = bucketIn(host, ownHost);
        String path = rawPath.startsWith("/") ? rawPath.substring(1) : rawPath;
        int slash = path.indexOf('/');
        String first = slash < 0 ? path : path.substring(0, slash);
        String key = !bucket.isEmpty() ? path : slash < 0 ? "" : path.substring(slash + 1);
        Map<String, String> target = new HashMap<>();
        target.put("Host", host);
        if (!bucket.isEmpty() || !first.isEmpty()) {
            target.put("bucketName", bucket.isEmpty() ? Percent.decodeText(first) : bucket);
        }
        if (!key.isEmpty()) {
            target.put("key", Percent.decodeText(key));
        }
        return target;
    }

    private static String bucketIn(String host, String ownHost) {
        var amazon = BUCKET_HOST.matcher(host);
        if (amazon.matches()) {
            return amazon.group(1);
        }
        String end = "." + ownHost;
        boolean below = !ownHost.isEmpty() && !ADDRESS.matcher(host).matches() && host.endsWith(end);
        return below ? host.substring(0, host.length() - end.length()) : "";
    }

    private static Map<String, List<Row>> load() {
        Map<String, List<Row>> rows = new HashMap<>();
        for (String line : Table.lines("s3-operations.txt")) {
            String[] parts = line.split(" ");
            Row row = new Row(parts[2], parts[3], parts.length > 4 ? parts[4] : parts[3]);
            rows.computeIfAbsent(parts[0] + " " + parts[1], name -> new ArrayList<>())
                    .add(row);
        }
        // The row without a subresource fits everything: it is asked last.
        rows.values()
                .forEach(r -> r.sort((a, b) -> Boolean.compare(a.subresource.equals("-"), b.subresource.equals("-"))));
        return rows;
    }
}
