package io.keycanary.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.integrity.IntegrityFinding.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Digests are files that an intruder may have written: each oddity is one finding with a reason, nothing worse. */
class HostileDigestTest {
    private final MemoryFiles bucket = new MemoryFiles();
    private final SampleTrail trail = new SampleTrail(bucket, "us-east-1").hours(3);
    private final String digest = trail.digests.get(1);

    private record Case(String from, String to, String reason) {}

    private static final List<Case> CASES = List.of(
            new Case(
                    "\"s3Object\":\"AWSLogs/",
                    "\"s3Object\":\"../../AWSLogs/",
                    "log file 0: \"s3Object\" is not the key"),
            new Case("\"s3Object\":\"AWSLogs/", "\"s3Object\":\"/etc/", "log file 0: \"s3Object\" is not the key"),
            new Case(
                    "\"s3Object\":\"AWSLogs/", "\"s3Object\":\"\\u001b[2J/", "log file 0: \"s3Object\" is not the key"),
            new Case(
                    "\"digestS3Object\":\"AWSLogs/", "\"digestS3Object\":\"a/../", "\"digestS3Object\" is not the key"),
            new Case("\"hashValue\":\"", "\"hashValue\":\"zz", "log file 0: \"hashValue\" is not a SHA-256 in hex"),
            new Case("\"hashValue\":\"", "\"hashValue\":7,\"x\":\"", "log file 0: \"hashValue\" is missing or no text"),
            new Case("\"hashAlgorithm\":\"SHA-256", "\"hashAlgorithm\":\"MD5", "\"hashAlgorithm\" is not SHA-256"),
            new Case("SHA256withRSA", "none", "\"digestSignatureAlgorithm\" is not SHA256withRSA: \"none\""),
            new Case("\"previousDigestSignature\":\"", "\"previousDigestSignature\":\"!", "is not a signature in hex"),
            new Case("\"previousDigestSignature\":", "\"p\":", "\"previousDigestSignature\" is missing or no text"),
            new Case("\"logFiles\":[", "\"logFiles\":{},\"x\":[", "\"logFiles\" is no array"),
            new Case("\"logFiles\":[", "\"logFiles\":[7,", "log file 0 is no JSON object"),
            new Case("\"logFiles\"", "\"logs\"", "\"logFiles\" is missing"),
            new Case("\"digestEndTime\":\"2026", "\"digestEndTime\":\"26", "\"digestEndTime\" is not a time"),
            new Case("\"digestEndTime\":\"2026", "\"digestEndTime\":\"2016", "it ends before it starts"),
            new Case("\"awsAccountId\":\"", "\"awsAccountId\":\"9", "is not an account of 12 digits"),
            new Case("\"awsAccountId\":\"", "\"awsAccountId\":\"1\",\"awsAccountId\":\"", "Duplicate field"),
            new Case("{\"awsAccountId\"", "[\"awsAccountId\"", "it is no JSON object"),
            new Case("{\"awsAccountId\"", "\u001b]0;x\u0007", "it is no JSON of a digest"),
            new Case("{\"awsAccountId\"", "{\"deep\":" + "[".repeat(20_000), "it is no JSON of a digest"),
            new Case("\"awsAccountId\":\"", "\"awsAccountId\":\"" + "1".repeat(10_000), "it is no JSON of a digest"),
            new Case("}]}", "}]} {}", "there is more behind the JSON object"));

    @TestFactory
    Stream<DynamicTest> oddity_isOneFindingWithAReason() {
        return CASES.stream()
                .map(oddity -> DynamicTest.dynamicTest(oddity.reason(), () -> {
                    MemoryFiles files = bucket.copy();
                    SampleTrail.edit(files, digest, oddity.from(), oddity.to());
                    assertThat(about(files, digest))
                            .singleElement()
                            .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Kind.UNVERIFIABLE))
                            .satisfies(finding -> assertThat(finding.reason()).contains(oddity.reason()));
                }));
    }

    private static List<IntegrityFinding> about(MemoryFiles files, String file) {
        List<IntegrityFinding> findings = new ArrayList<>();
        TrailVerifierTest.verify(
                new TrailVerifier(TrailVerifierTest.keys("us-east-1"), null, 1),
                files,
                TrailVerifierTest.into(findings));
        return findings.stream().filter(finding -> finding.file().equals(file)).toList();
    }

    @Test
    void emptyFile_isNoObject() {
        bucket.files.put(digest, new byte[0]);
        assertThat(about(bucket, digest)).extracting(IntegrityFinding::reason).containsExactly("it is no JSON object");
    }

    @Test
    void brokenGzip_isSaid() {
        SampleTrail.stored(bucket.files, digest)[40] ^= 1;
        assertThat(about(bucket, digest))
                .singleElement()
                .satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.UNVERIFIABLE));
    }

    /** Names of others are looked up, never opened as paths. */
    @Test
    void previousDigest_ofAnotherChain_isBroken() {
        SampleTrail.edit(bucket, digest, "CloudTrail-Digest_us-east-1_canary_us-east-1_20261120T010131Z", "etc_passwd");
        assertThat(about(bucket, digest))
                .anySatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.BROKEN_CHAIN));
    }

    @Test
    void hugeList_isReadAsAStream() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            list.append("{\"s3Bucket\":\"b\",\"s3Object\":\"a/")
                    .append(i)
                    .append("\",\"hashAlgorithm\":\"SHA-256\",")
                    .append("\"hashValue\":\"")
                    .append("0".repeat(64))
                    .append("\"},");
        }
        SampleTrail.edit(bucket, digest, "\"logFiles\":[", "\"logFiles\":[" + list);
        long[] missing = {0};
        IntegrityReport report =
                TrailVerifierTest.verify(new TrailVerifier(null, null, 1), bucket, new IntegrityListener() {
                    @Override
                    public void finding(int part, IntegrityFinding finding) {
                        missing[0] += finding.kind() == Kind.MISSING ? 1 : 0;
                    }

                    @Override
                    public void ended(int part) {}

                    @Override
                    public void checked(long files) {}
                });
        assertThat(missing[0]).isEqualTo(100_000);
        assertThat(report.logs()).isEqualTo(100_003);
    }

    @Test
    void namesThatOnlyLookLikeDigests_areLeftAlone() {
        byte[] text = "x".getBytes(StandardCharsets.UTF_8);
        bucket.files.put("111122223333_CloudTrail-Digest_us-east-1_canary_us-east-1_20261131T000131Z.json.gz", text);
        bucket.files.put("111122223333_CloudTrail-Digest_.._canary_us-east-1_20261130T000131Z.json.gz", text);
        assertThat(TrailVerifierTest.verify(
                                new TrailVerifier(null, null, 1), bucket, TrailVerifierTest.into(new ArrayList<>()))
                        .digests())
                .isEqualTo(3);
    }
}
