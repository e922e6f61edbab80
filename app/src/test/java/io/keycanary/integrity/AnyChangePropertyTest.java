package io.keycanary.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is changed in whatever file, it is reported. */
class AnyChangePropertyTest {
    private static final PublicKeys KEYS = TrailVerifierTest.keys("us-east-1", "eu-west-1");

    private static MemoryFiles trail(boolean gzip) {
        MemoryFiles bucket = new MemoryFiles();
        new SampleTrail(bucket.files, bucket.signatures, "us-east-1", gzip).hours(4);
        new SampleTrail(bucket.files, bucket.signatures, "eu-west-1", gzip).hours(4);
        return bucket;
    }

    private static List<IntegrityFinding> findings(MemoryFiles files) {
        List<IntegrityFinding> findings = new ArrayList<>();
        TrailVerifierTest.verify(new TrailVerifier(KEYS, null, 1), files, TrailVerifierTest.into(findings));
        return findings;
    }

    private static boolean breaks(MemoryFiles files) {
        return findings(files).stream().anyMatch(finding -> finding.kind().breaks());
    }

    private static void change(MemoryFiles bucket, String key, int at, int by) {
        byte[] changed = SampleTrail.stored(bucket.files, key).clone();
        changed[at % changed.length] ^= (byte) by;
        bucket.files.put(key, changed);
    }

    @Property(tries = 500)
    void byteOfAnyPlainFile(
            @ForAll @IntRange(max = 1 << 20) int file,
            @ForAll @IntRange(max = 1 << 20) int at,
            @ForAll @IntRange(min = 1, max = 255) int by) {
        MemoryFiles bucket = trail(false);
        String key = bucket.files.keySet().stream().toList().get(file % bucket.files.size());
        change(bucket, key, at, by);
        assertThat(breaks(bucket)).as("byte %d of %s by %d", at, key, by).isTrue();
    }

    /** Without stored signatures the newest digests are known to be unproven; their log files are not. */
    @Property(tries = 500)
    void byteOfAnyPlainFile_inACopy(
            @ForAll @IntRange(max = 1 << 20) int file,
            @ForAll @IntRange(max = 1 << 20) int at,
            @ForAll @IntRange(min = 1, max = 255) int by) {
        MemoryFiles copy = trail(false).copy();
        String key = copy.files.keySet().stream().toList().get(file % copy.files.size());
        change(copy, key, at, by);
        List<IntegrityFinding> findings = findings(copy);
        assertThat(findings)
                .as("byte %d of %s by %d", at, key, by)
                .anyMatch(finding -> finding.kind().breaks()
                        || finding.kind() == IntegrityFinding.Kind.HASH_ONLY
                                && finding.file().equals(key));
    }

    /** Some bits of gzip mean nothing, such as the time in its head: then the content is the same. */
    @Property(tries = 500)
    void byteOfAnyPackedFile_unlessItsContentIsTheSame(
            @ForAll @IntRange(max = 1 << 20) int file,
            @ForAll @IntRange(max = 1 << 20) int at,
            @ForAll @IntRange(min = 1, max = 255) int by) {
        MemoryFiles bucket = trail(true);
        String key = bucket.files.keySet().stream().toList().get(file % bucket.files.size());
        byte[] content = SampleTrail.content(bucket.files, key);
        change(bucket, key, at, by);
        if (!breaks(bucket)) {
            assertThat(SampleTrail.content(bucket.files, key)).isEqualTo(content);
        }
    }

    @Property(tries = 200)
    void anyFileDeleted(@ForAll @IntRange(max = 1 << 20) int file) {
        MemoryFiles bucket = trail(true);
        String key = bucket.files.keySet().stream().toList().get(file % bucket.files.size());
        bucket.files.remove(key);
        List<IntegrityFinding> findings = findings(bucket);
        assertThat(findings).as(key).isNotEmpty();
    }

    @Property(tries = 200)
    void anyFileCutShort(@ForAll @IntRange(max = 1 << 20) int file, @ForAll @IntRange(min = 1, max = 1 << 20) int by) {
        MemoryFiles bucket = trail(true);
        String key = bucket.files.keySet().stream().toList().get(file % bucket.files.size());
        byte[] whole = SampleTrail.stored(bucket.files, key);
        bucket.files.put(key, Arrays.copyOf(whole, whole.length - Math.min(whole.length, 1 + by % whole.length)));
        assertThat(breaks(bucket)).as(key).isTrue();
    }
}
