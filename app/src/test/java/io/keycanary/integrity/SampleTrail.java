package io.keycanary.integrity;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** One region of a trail, as CloudTrail delivers it: log files, and hourly digests signed with a real key. */
public final class SampleTrail {
    static final String ACCOUNT = "111122223333";
    static final Instant START = Instant.parse("2026-11-20T00:01:31Z");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();
    /** Signing is what takes time here, and every test signs the same day. */
    private static final Map<String, String> SIGNED = new ConcurrentHashMap<>();

    final String region;
    /** Keys of the digests, oldest first. */
    final List<String> digests = new ArrayList<>();
    /** Keys of the log files, oldest first. */
    final List<String> logs = new ArrayList<>();

    private final Map<String, byte[]> files;
    private final Map<String, String> signatures;
    private final boolean gzip;
    private final Random random;
    private Instant now = START;
    private Map<String, @Nullable Object> previous = first();

    SampleTrail(MemoryFiles into, String region) {
        this(into.files, into.signatures, region, true);
    }

    /**
     * A region without files.
     *
     * @param files takes the files by their keys
     * @param signatures takes what CloudTrail stores beside the digests
     * @param gzip whether the files are packed
     */
    public SampleTrail(Map<String, byte[]> files, Map<String, String> signatures, String region, boolean gzip) {
        this.files = files;
        this.signatures = signatures;
        this.region = region;
        this.gzip = gzip;
        this.random = new Random(region.hashCode());
    }

    private static Map<String, @Nullable Object> first() {
        Map<String, @Nullable Object> none = new LinkedHashMap<>();
        for (String member : List.of("S3Bucket", "S3Object", "HashValue", "HashAlgorithm", "Signature")) {
            none.put("previousDigest" + member, null);
        }
        return none;
    }

    /** The next hours, with one log file each. */
    public SampleTrail hours(int count) {
        for (int i = 0; i < count; i++) {
            hour(log("event-" + i));
        }
        return this;
    }

    /** An hour that passes without a digest, and the chain begins anew. */
    SampleTrail off() {
        now = now.plus(Duration.ofHours(1));
        previous = first();
        return this;
    }

    /** The next hour, whose digest lists these log files. */
    String hour(String... listed) {
        String key = digest(previous, now, now.plus(Duration.ofHours(1)), "", List.of(listed));
        now = now.plus(Duration.ofHours(1));
        previous = follow(key);
        digests.add(key);
        return key;
    }

    /** A late digest for the hour before now. */
    String backfill(String... listed) {
        return digest(first(), now.minus(Duration.ofHours(1)), now, "_backfill", List.of(listed));
    }

    private String digest(
            Map<String, @Nullable Object> before, Instant start, Instant end, String suffix, List<String> listed) {
        String key = key(
                "CloudTrail-Digest",
                end,
                ACCOUNT + "_CloudTrail-Digest_" + region + "_canary_us-east-1_" + format("yyyyMMdd'T'HHmmss'Z'", end)
                        + suffix);
        Map<String, @Nullable Object> digest = new LinkedHashMap<>();
        digest.put("awsAccountId", ACCOUNT);
        digest.put("digestStartTime", start.toString());
        digest.put("digestEndTime", end.toString());
        digest.put("digestS3Bucket", "bucket");
        digest.put("digestS3Object", key.endsWith(".gz") ? key : key + ".gz");
        digest.put("digestPublicKeyFingerprint", fingerprint(region));
        digest.put("digestSignatureAlgorithm", "SHA256withRSA");
        digest.put("newestEventTime", listed.isEmpty() ? null : start.toString());
        digest.put("oldestEventTime", listed.isEmpty() ? null : start.toString());
        digest.putAll(before);
        digest.put("logFiles", listed.stream().map(log -> entry(log, start)).toList());
        store(key, json(digest));
        signatures.put(key, sign(region, signedText(digest, content(files, key))));
        return key;
    }

    private Map<String, Object> entry(String log, Instant start) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("s3Bucket", "bucket");
        entry.put("s3Object", log.endsWith(".gz") ? log : log + ".gz");
        entry.put("hashValue", sha256(content(files, log)));
        entry.put("hashAlgorithm", "SHA-256");
        entry.put("newestEventTime", start.plusSeconds(240).toString());
        entry.put("oldestEventTime", start.toString());
        return entry;
    }

    private Map<String, @Nullable Object> follow(String key) {
        Map<String, @Nullable Object> link = new LinkedHashMap<>();
        link.put("previousDigestS3Bucket", "bucket");
        link.put("previousDigestS3Object", key.endsWith(".gz") ? key : key + ".gz");
        link.put("previousDigestHashValue", sha256(content(files, key)));
        link.put("previousDigestHashAlgorithm", "SHA-256");
        link.put("previousDigestSignature", signatures.get(key));
        return link;
    }

    /** A log file of the hour that comes. */
    String log(String event) {
        Instant written = now.plus(Duration.ofMinutes(5));
        String key = key(
                "CloudTrail",
                written,
                "%s_CloudTrail_%s_%s_%016x"
                        .formatted(ACCOUNT, region, format("yyyyMMdd'T'HHmm'Z'", written), random.nextLong()));
        store(key, ("{\"Records\":[{\"eventID\":\"" + event + "\"}]}").getBytes(StandardCharsets.UTF_8));
        logs.add(key);
        return key;
    }

    private String key(String kind, Instant time, String name) {
        return "AWSLogs/%s/%s/%s/%s/%s.json%s"
                .formatted(ACCOUNT, kind, region, format("yyyy/MM/dd", time), name, gzip ? ".gz" : "");
    }

    private static String format(String pattern, Instant time) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(time);
    }

    private void store(String key, byte[] content) {
        files.put(key, gzip ? packed(content) : content);
    }

    /** A file that is there. */
    static byte[] stored(Map<String, byte[]> files, String key) {
        return Objects.requireNonNull(files.get(key), key);
    }

    /** What is in a file. */
    static byte[] content(Map<String, byte[]> files, String key) {
        byte[] stored = stored(files, key);
        if (stored[0] != 0x1f) {
            return stored;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] packed(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Changes text in a file that stays whole otherwise. */
    static void edit(MemoryFiles in, String key, String from, String to) {
        String text = new String(content(in.files, key), StandardCharsets.UTF_8);
        if (!text.contains(from)) {
            throw new IllegalArgumentException(key + " does not hold " + from);
        }
        byte[] content = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        in.files.put(key, stored(in.files, key)[0] == 0x1f ? packed(content) : content);
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signedText(Map<String, @Nullable Object> digest, byte[] content) {
        return "%s\n%s/%s\n%s\n%s"
                .formatted(
                        digest.get("digestEndTime"),
                        digest.get("digestS3Bucket"),
                        digest.get("digestS3Object"),
                        sha256(content),
                        digest.get("previousDigestSignature"));
    }

    /** A signature with the key of this name: of a region, or an intruder's own. */
    static String sign(String keyName, String text) {
        return SIGNED.computeIfAbsent(keyName + "\n" + text, any -> signed(keyName, text));
    }

    private static String signed(String keyName, String text) {
        try {
            Signature rsa = Signature.getInstance("SHA256withRSA");
            rsa.initSign(keys(keyName).getPrivate());
            rsa.update(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(rsa.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys(String name) {
        return KEYS.computeIfAbsent(name, n -> {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** What names the key of a region. */
    static String fingerprint(String region) {
        return sha256(region.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /** The public key of a region as PKCS#1, as {@code ListPublicKeys} gives it. */
    static byte[] pkcs1(String region) {
        byte[] x509 = keys(region).getPublic().getEncoded();
        return Arrays.copyOfRange(x509, 24, x509.length);
    }

    /** What {@code aws cloudtrail list-public-keys} prints in this region. */
    public static String publicKeys(String region) {
        return """
                {"PublicKeyList": [{"Value": "%s", "ValidityStartTime": "2026-11-01T00:00:00+00:00",
                 "ValidityEndTime": "2026-12-01T00:00:00+00:00", "Fingerprint": "%s"}]}
                """.formatted(Base64.getEncoder().encodeToString(pkcs1(region)), fingerprint(region));
    }
}
