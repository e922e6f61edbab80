package io.keycanary.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fake of S3, of our own: lists and reads as Amazon's API reference says, without checking signatures, and makes trouble
 * when told to. For keys of ASCII.
 */
final class FakeS3 implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
    private static final Pattern SIGNED_FOR = Pattern.compile("Credential=[^/]*/\\d+/([a-z0-9-]+)/s3/");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int pageSize;
    private final Map<String, SortedMap<String, byte[]>> buckets = new ConcurrentHashMap<>();
    private final Map<String, String> regions = new ConcurrentHashMap<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final Map<String, Integer> breaks = new ConcurrentHashMap<>();
    private final TreeSet<String> changed = new TreeSet<>();
    private final TreeSet<String> payers = new TreeSet<>();

    /** Every request: method, path and query, and the range where one was asked for. */
    final Queue<String> requests = new ConcurrentLinkedQueue<>();

    private record Refusal(int status, String code) {}

    FakeS3(int pageSize) {
        this.pageSize = pageSize;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void put(String bucket, String key, byte[] content) {
        buckets.computeIfAbsent(bucket, b -> new TreeMap<>()).put(key, content);
    }

    /** The bucket answers only those who sign for this region. */
    void inRegion(String bucket, String region) {
        regions.put(bucket, region);
    }

    /** Only a requester who pays gets anything. */
    void requesterPays(String bucket) {
        payers.add(bucket);
    }

    /** Refuses a bucket ({@code bucket}) or an object ({@code bucket/key}), which is still listed. */
    void refuse(String path, int status, String code) {
        refusals.put(path, new Refusal(status, code));
    }

    /** The connection breaks in the middle of the next answers with this object. */
    void breakOff(String path, int times) {
        breaks.put(path, times);
    }

    /** The object changes after it was listed. */
    void change(String path) {
        changed.add(path);
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            String range = call.getRequestHeaders().getFirst("Range");
            requests.add(call.getRequestURI().getPath() + "?"
                    + call.getRequestURI().getQuery() + (range == null ? "" : " " + range));
            String[] path = call.getRequestURI().getPath().substring(1).split("/", 2);
            String key = path.length < 2 ? "" : path[1];
            Refusal refusal = refusal(call, path[0], key);
            if (refusal != null) {
                refused(call, path[0], refusal);
            } else if (key.isEmpty()) {
                list(call, path[0]);
            } else {
                read(call, path[0], key);
            }
        }
    }

    private @Nullable Refusal refusal(HttpExchange call, String bucket, String key) {
        if (!buckets.containsKey(bucket)) {
            return new Refusal(404, "NoSuchBucket");
        }
        Matcher signed = SIGNED_FOR.matcher(call.getRequestHeaders().getFirst("Authorization"));
        if (!signed.find() || !regions.getOrDefault(bucket, signed.group(1)).equals(signed.group(1))) {
            return new Refusal(301, "PermanentRedirect");
        }
        if (payers.contains(bucket)
                && !"requester".equals(call.getRequestHeaders().getFirst("x-amz-request-payer"))) {
            return new Refusal(403, "AccessDenied");
        }
        return refusals.get(key.isEmpty() ? bucket : bucket + "/" + key);
    }

    private void refused(HttpExchange call, String bucket, Refusal refusal) throws IOException {
        if (regions.containsKey(bucket)) {
            call.getResponseHeaders().set("x-amz-bucket-region", regions.get(bucket));
        }
        send(call, refusal.status, "<Error><Code>" + refusal.code + "</Code><Message>no</Message></Error>");
    }

    private void list(HttpExchange call, String bucket) throws IOException {
        Map<String, String> query = query(call.getRequestURI());
        String prefix = query.getOrDefault("prefix", "");
        String delimiter = query.getOrDefault("delimiter", "");
        String after = query.getOrDefault("continuation-token", query.getOrDefault("start-after", ""));
        TreeMap<String, String> entries = new TreeMap<>();
        objects(bucket).forEach((key, content) -> {
            int end = delimiter.isEmpty() || !key.startsWith(prefix) ? -1 : key.indexOf(delimiter, prefix.length());
            String entry = end < 0 ? key : key.substring(0, end + 1);
            if (key.startsWith(prefix) && entry.compareTo(after) > 0) {
                entries.put(
                        entry,
                        end < 0
                                ? contents(key, content)
                                : "<CommonPrefixes><Prefix>" + entry + "</Prefix></CommonPrefixes>");
            }
        });
        List<String> page = entries.keySet().stream().limit(pageSize).toList();
        StringBuilder xml = new StringBuilder("<ListBucketResult>");
        page.forEach(entry -> xml.append(entries.get(entry)));
        if (page.size() < entries.size()) {
            xml.append("<IsTruncated>true</IsTruncated><NextContinuationToken>" + page.getLast()
                    + "</NextContinuationToken>");
        }
        send(call, 200, xml.append("</ListBucketResult>").toString());
    }

    private SortedMap<String, byte[]> objects(String bucket) {
        return Objects.requireNonNull(buckets.get(bucket), bucket);
    }

    private static String contents(String key, byte[] content) {
        return "<Contents><Key>" + key.replace("&", "&amp;") + "</Key><Size>" + content.length + "</Size><ETag>"
                + tag(content) + "</ETag></Contents>";
    }

    private static String tag(byte[] content) {
        return "\"" + Integer.toHexString(Arrays.hashCode(content)) + "\"";
    }

    private void read(HttpExchange call, String bucket, String key) throws IOException {
        byte[] content = Objects.requireNonNull(objects(bucket).get(key), key);
        String wanted = call.getRequestHeaders().getFirst("If-Match");
        if (changed.contains(bucket + "/" + key) || wanted != null && !wanted.equals(tag(content))) {
            refused(call, bucket, new Refusal(412, "PreconditionFailed"));
            return;
        }
        String range = call.getRequestHeaders().getFirst("Range");
        Matcher bounds = RANGE.matcher(range == null ? "" : range);
        byte[] part = bounds.matches()
                ? Arrays.copyOfRange(content, Integer.parseInt(bounds.group(1)), Integer.parseInt(bounds.group(2)) + 1)
                : content;
        boolean breaks = this.breaks.merge(bucket + "/" + key, -1, Integer::sum) >= 0;
        call.sendResponseHeaders(range == null ? 200 : 206, part.length);
        call.getResponseBody().write(part, 0, breaks ? part.length / 2 : part.length);
        call.getResponseBody().flush();
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new HashMap<>();
        for (String pair : new ArrayList<>(List.of(uri.getRawQuery().split("&")))) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void send(HttpExchange call, int status, String xml) throws IOException {
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/xml");
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
