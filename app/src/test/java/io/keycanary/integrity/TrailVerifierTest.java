package io.keycanary.integrity;

import static io.keycanary.integrity.SampleTrail.edit;
import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.integrity.IntegrityFinding.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an intruder may do to the files of a trail, and what is seen of it. A day in one region, a day in another. */
class TrailVerifierTest {
    private static final String LOG_END = "\"}]}";

    private final MemoryFiles bucket = new MemoryFiles();
    private final List<IntegrityFinding> findings = new ArrayList<>();
    private SampleTrail east;
    private SampleTrail west;
    private MemoryFiles copy;

    @BeforeEach
    void aDay() {
        east = new SampleTrail(bucket, "us-east-1").hours(24);
        west = new SampleTrail(bucket, "eu-west-1").hours(24);
        copy = bucket.copy();
    }

    static PublicKeys keys(String... regions) {
        try {
            PublicKeys keys = new PublicKeys();
            for (String region : regions) {
                keys.add(SampleTrail.fingerprint(region), SampleTrail.pkcs1(region));
            }
            return keys;
        } catch (PublicKeys.MalformedKeysException e) {
            throw new AssertionError(e);
        }
    }

    private IntegrityReport verify() {
        return verify(copy, keys("us-east-1", "eu-west-1"), null);
    }

    private IntegrityReport verify(TrailFiles files, @Nullable PublicKeys keys, @Nullable Instant since) {
        findings.clear();
        IntegrityReport report = verify(new TrailVerifier(keys, since, 2), files, into(findings));
        assertThat(report.digests()).isEqualTo(report.signed() + report.linked() + report.unproven());
        assertThat(report.findings()).isEqualTo(findings.size());
        return report;
    }

    /** Verifies; nobody interrupts a test. */
    static IntegrityReport verify(TrailVerifier verifier, TrailFiles files, IntegrityListener listener) {
        try {
            return verifier.verify(files, listener);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static IntegrityListener into(List<IntegrityFinding> findings) {
        return new IntegrityListener() {
            @Override
            public void finding(int part, IntegrityFinding finding) {
                findings.add(finding);
            }

            @Override
            public void ended(int part) {}

            @Override
            public void checked(long files) {}
        };
    }

    /** Everything that breaks the answer, as kind and file. */
    private List<String> broken() {
        return findings.stream()
                .filter(finding -> finding.kind().breaks())
                .map(finding -> finding.kind() + " " + finding.file())
                .toList();
    }

    private List<IntegrityFinding> of(Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }

    @Test
    void wholeDay_isProvenUpToTheNewestDigests() {
        IntegrityReport report = verify();
        assertThat(broken()).isEmpty();
        assertThat(findings)
                .extracting(IntegrityFinding::kind, IntegrityFinding::file)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Kind.HASH_ONLY, east.digests.getLast()),
                        org.assertj.core.groups.Tuple.tuple(Kind.HASH_ONLY, west.digests.getLast()));
        assertThat(report)
                .isEqualTo(new IntegrityReport(
                        true,
                        2,
                        48,
                        46,
                        0,
                        2,
                        48,
                        48,
                        0,
                        0,
                        2,
                        0,
                        SampleTrail.START,
                        Instant.parse("2026-11-21T00:01:31Z")));
    }

    @Test
    void wholeDay_withStoredSignatures_isProvenWhole() {
        IntegrityReport report = verify(bucket, keys("us-east-1", "eu-west-1"), null);
        assertThat(findings).isEmpty();
        assertThat(report.signed()).isEqualTo(48);
    }

    @Test
    void withoutKeys_linksAreCheckedAndTheReportSaysSo() {
        IntegrityReport report = verify(copy, null, null);
        assertThat(broken()).isEmpty();
        assertThat(report.signaturesChecked()).isFalse();
        assertThat(report.signed()).isZero();
        assertThat(report.linked()).isEqualTo(46);
    }

    @Test
    void logDeleted_isMissing() {
        String log = east.logs.get(5);
        copy.files.remove(log);
        IntegrityReport report = verify();
        assertThat(broken()).containsExactly("MISSING " + log);
        assertThat(of(Kind.MISSING))
                .singleElement()
                .isEqualTo(new IntegrityFinding(
                        Kind.MISSING,
                        log,
                        SampleTrail.ACCOUNT,
                        "us-east-1",
                        "canary",
                        Instant.parse("2026-11-20T05:01:31Z"),
                        Instant.parse("2026-11-20T05:05:31Z"),
                        "listed by " + name(east.digests.get(5)) + ", but not here"));
        assertThat(report.intact()).isEqualTo(47);
        assertThat(report.broken()).isOne();
    }

    private static String name(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    @Test
    void logAltered_isAltered() {
        edit(copy, east.logs.get(5), LOG_END, "x" + LOG_END);
        verify();
        assertThat(broken()).containsExactly("ALTERED " + east.logs.get(5));
    }

    @Test
    void logAltered_listedByTheNewestDigest_isAltered() {
        edit(copy, east.logs.getLast(), LOG_END, "x" + LOG_END);
        verify();
        assertThat(broken()).containsExactly("ALTERED " + east.logs.getLast());
    }

    @Test
    void logEmptied_isAltered() {
        copy.files.put(east.logs.get(5), new byte[0]);
        verify();
        assertThat(broken()).containsExactly("ALTERED " + east.logs.get(5));
    }

    @Test
    void logCutShort_isAltered() {
        byte[] whole = SampleTrail.stored(copy.files, east.logs.get(5));
        copy.files.put(east.logs.get(5), java.util.Arrays.copyOf(whole, whole.length - 9));
        verify();
        assertThat(broken()).containsExactly("ALTERED " + east.logs.get(5));
        assertThat(of(Kind.ALTERED).getFirst().reason()).contains("ends early");
    }

    /** Changes a log file, and its hash in the digest that lists it. */
    private void forge(String log, String digest) {
        String before = SampleTrail.sha256(SampleTrail.content(copy.files, log));
        edit(copy, log, LOG_END, "x" + LOG_END);
        edit(copy, digest, before, SampleTrail.sha256(SampleTrail.content(copy.files, log)));
    }

    @Test
    void logAlteredWithItsDigest_digestIsAltered() {
        forge(east.logs.get(5), east.digests.get(5));
        verify();
        assertThat(broken()).containsExactly("ALTERED " + east.digests.get(5));
    }

    @Test
    void logAlteredWithAllDigestsBehind_hasWrongSignature() {
        forgeTheRest(5);
        verify();
        assertThat(broken())
                .startsWith("WRONG_SIGNATURE " + east.digests.get(5))
                .allMatch(f -> f.startsWith("WRONG"));
    }

    /** Makes the hashes of all later digests fit; only the signatures cannot be made. */
    private void forgeTheRest(int index) {
        String hash = SampleTrail.sha256(SampleTrail.content(copy.files, east.digests.get(index)));
        forge(east.logs.get(index), east.digests.get(index));
        for (int i = index; i < east.digests.size() - 1; i++) {
            String next = SampleTrail.sha256(SampleTrail.content(copy.files, east.digests.get(i + 1)));
            edit(
                    copy,
                    east.digests.get(i + 1),
                    hash,
                    SampleTrail.sha256(SampleTrail.content(copy.files, east.digests.get(i))));
            hash = next;
        }
    }

    /** This is why the result says whether signatures were checked. */
    @Test
    void logAlteredWithAllDigestsBehind_withoutKeys_cannotBeSeen() {
        forgeTheRest(5);
        assertThat(verify(copy, null, null).broken()).isZero();
    }

    @Test
    void digestDeleted_isMissingAndTheOneBeforeIsHashOnly() {
        copy.files.remove(east.digests.get(5));
        verify();
        assertThat(broken()).containsExactly("MISSING " + east.digests.get(5));
        assertThat(of(Kind.MISSING))
                .singleElement()
                .extracting(IntegrityFinding::from, IntegrityFinding::to)
                .containsExactly(Instant.parse("2026-11-20T05:01:31Z"), Instant.parse("2026-11-20T06:01:31Z"));
        assertThat(of(Kind.HASH_ONLY)).extracting(IntegrityFinding::file).contains(east.digests.get(4));
        assertThat(of(Kind.UNCOVERED))
                .singleElement()
                .extracting(IntegrityFinding::file)
                .isEqualTo(east.logs.get(5));
    }

    @Test
    void digestsDeleted_isOneMissingOverTheWholeTime() {
        copy.files.keySet().removeAll(east.digests.subList(5, 8));
        verify();
        assertThat(broken()).containsExactly("MISSING " + east.digests.get(7));
        assertThat(of(Kind.MISSING))
                .singleElement()
                .extracting(IntegrityFinding::from, IntegrityFinding::to)
                .containsExactly(Instant.parse("2026-11-20T05:01:31Z"), Instant.parse("2026-11-20T08:01:31Z"));
    }

    @Test
    void digestAltered_isAltered() {
        edit(copy, east.digests.get(5), "\"newestEventTime\":\"2026", "\"newestEventTime\":\"2025");
        verify();
        assertThat(broken()).containsExactly("ALTERED " + east.digests.get(5));
    }

    @Test
    void newestDigestAltered_isHashOnlyInACopy() {
        edit(copy, east.digests.getLast(), "\"newestEventTime\":\"2026", "\"newestEventTime\":\"2025");
        verify();
        assertThat(broken()).isEmpty();
        assertThat(of(Kind.HASH_ONLY)).extracting(IntegrityFinding::file).contains(east.digests.getLast());
    }

    @Test
    void newestDigestAltered_withItsStoredSignature_isSeen() {
        edit(bucket, east.digests.getLast(), "\"newestEventTime\":\"2026", "\"newestEventTime\":\"2025");
        verify(bucket, keys("us-east-1", "eu-west-1"), null);
        assertThat(broken()).containsExactly("WRONG_SIGNATURE " + east.digests.getLast());
    }

    @Test
    void storedSignatureThatIsNoHex_isWrong() {
        bucket.signatures.put(east.digests.getLast(), "\u001b[2Jnone");
        verify(bucket, keys("us-east-1", "eu-west-1"), null);
        assertThat(broken()).containsExactly("WRONG_SIGNATURE " + east.digests.getLast());
    }

    @Test
    void chainCutAtTheFront_isCut() {
        copy.files.keySet().removeAll(east.digests.subList(0, 5));
        copy.files.keySet().removeAll(east.logs.subList(0, 5));
        verify();
        assertThat(broken()).containsExactly("CUT " + east.digests.get(5));
    }

    @Test
    void chainCutAtTheFront_beforeTheTimeAskedFor_isExpected() {
        copy.files.keySet().removeAll(east.digests.subList(0, 5));
        copy.files.keySet().removeAll(east.logs.subList(0, 6));
        verify(copy, keys("us-east-1", "eu-west-1"), Instant.parse("2026-11-20T05:30:00Z"));
        assertThat(broken()).isEmpty();
    }

    @Test
    void chainCutAtTheEnd_isSeenByTheOtherRegions() {
        copy.files.keySet().removeAll(east.digests.subList(20, 24));
        copy.files.keySet().removeAll(east.logs.subList(20, 24));
        verify();
        assertThat(broken()).containsExactly("GAP digests of us-east-1");
    }

    @Test
    void keyUnknown_isOneFindingForTheChain() {
        IntegrityReport report = verify(copy, keys("eu-west-1"), null);
        assertThat(broken()).containsExactly("UNVERIFIABLE " + east.digests.getFirst());
        assertThat(of(Kind.UNVERIFIABLE).getFirst().reason())
                .isEqualTo("no public key with the fingerprint " + SampleTrail.fingerprint("us-east-1")
                        + ", which signed 23 digests");
        assertThat(report.unproven()).isEqualTo(25);
    }

    @Test
    void extraLogFile_isUnlisted() {
        String extra = east.logs.get(5).replace("_2026", "_2026").replace(".json.gz", "ff.json.gz");
        copy.files.put(extra, copy.files.get(east.logs.get(5)));
        assertThat(verify().unlisted()).isOne();
        assertThat(broken()).containsExactly("UNLISTED " + extra);
    }

    @Test
    void logFilesBehindTheNewestDigest_areNotYetCovered() {
        String coming = east.log("late");
        copy.files.put(coming, bucket.files.get(coming));
        IntegrityReport report = verify();
        assertThat(broken()).isEmpty();
        assertThat(report.uncovered()).isOne();
        assertThat(of(Kind.UNCOVERED))
                .singleElement()
                .extracting(IntegrityFinding::file)
                .isEqualTo(coming);
    }

    @Test
    void validationSwitchedOffForAnHour_isAGap() {
        east.off().hours(3);
        west.hours(4);
        verify(bucket, keys("us-east-1", "eu-west-1"), null);
        assertThat(broken()).containsExactly("GAP " + east.digests.get(24));
        assertThat(of(Kind.GAP))
                .singleElement()
                .extracting(IntegrityFinding::from, IntegrityFinding::to)
                .containsExactly(Instant.parse("2026-11-21T00:01:31Z"), Instant.parse("2026-11-21T01:01:31Z"));
    }

    @Test
    void allDigestsOfARegionDeleted_isUnverifiable() {
        copy.files.keySet().removeAll(east.digests);
        verify();
        assertThat(broken()).containsExactly("UNVERIFIABLE " + east.logs.getFirst());
        assertThat(of(Kind.UNVERIFIABLE).getFirst().reason()).startsWith("no usable digest for 24 log files");
    }

    @Test
    void nothingThere_isUnverifiable() {
        verify(new MemoryFiles(), null, null);
        assertThat(of(Kind.UNVERIFIABLE)).hasSize(1);
    }

    /** A digest of the intruder's own, so that an extra log file is listed. */
    @Test
    void forgedDigestInBetween_breaksTheChain() {
        String extra = east.logs.get(5).replace(".json.gz", "ff.json.gz");
        copy.files.put(extra, copy.files.get(east.logs.get(5)));
        String forged = east.digests.get(5).replace("T060131Z", "T060132Z");
        copy.files.put(forged, copy.files.get(east.digests.get(5)));
        edit(copy, forged, name(east.digests.get(5)), name(forged));
        edit(copy, forged, name(east.logs.get(5)), name(extra));
        verify();
        assertThat(broken()).containsExactly("BROKEN_CHAIN " + forged);
    }

    @Test
    void digestUnderAnotherName_breaksTheChain() {
        String other = east.digests.get(5).replace("T060131Z", "T060132Z");
        copy.files.put(other, copy.files.remove(east.digests.get(5)));
        verify();
        assertThat(broken()).contains("BROKEN_CHAIN " + other, "MISSING " + east.digests.get(5));
    }

    @Test
    void emptyHours_areFine() {
        for (int i = 0; i < 3; i++) {
            east.hour();
            west.hour();
        }
        verify(bucket, keys("us-east-1", "eu-west-1"), null);
        assertThat(findings).isEmpty();
    }

    @Test
    void backfill_coversLateLogFiles() {
        String late = east.log("late");
        east.hour(east.log("in time"));
        String backfill = east.backfill(late);
        east.hours(2);
        west.hours(3);
        assertThat(verify(bucket, keys("us-east-1", "eu-west-1"), null).chains())
                .isEqualTo(3);
        assertThat(findings).isEmpty();
        edit(bucket, late, LOG_END, "x" + LOG_END);
        bucket.signatures.clear();
        verify(bucket, keys("us-east-1", "eu-west-1"), null);
        assertThat(broken()).containsExactly("ALTERED " + late);
        assertThat(of(Kind.HASH_ONLY)).extracting(IntegrityFinding::file).contains(backfill);
    }

    @Test
    void unpackedFiles_inOneFolder_areTheSame() {
        MemoryFiles flat = new MemoryFiles();
        copy.files
                .keySet()
                .forEach(key -> flat.files.put(name(key).replace(".gz", ""), SampleTrail.content(copy.files, key)));
        IntegrityReport report = verify(flat, keys("us-east-1", "eu-west-1"), null);
        assertThat(broken()).isEmpty();
        assertThat(report.intact()).isEqualTo(48);
        flat.files.remove(name(east.logs.get(3)).replace(".gz", ""));
        verify(flat, keys("us-east-1", "eu-west-1"), null);
        assertThat(broken()).containsExactly("MISSING " + east.logs.get(3));
    }

    @Test
    void everyCopyOfAFile_isChecked() {
        new TreeMap<>(copy.files).forEach((key, bytes) -> copy.files.put("again/" + key, bytes));
        verify();
        assertThat(broken()).isEmpty();
        edit(copy, "again/" + east.logs.get(3), LOG_END, "x" + LOG_END);
        edit(copy, "again/" + east.digests.get(7), "\"newestEventTime\":\"2026", "\"newestEventTime\":\"2025");
        verify();
        assertThat(broken())
                .contains("ALTERED again/" + east.logs.get(3), "BROKEN_CHAIN again/" + east.digests.get(7))
                .allMatch(f -> f.contains("again/" + east.logs.get(3)) || f.contains("again/" + east.digests.get(7)));
    }

    @Test
    void otherFiles_changeNothing() {
        copy.files.put("LICENSE", "text".getBytes(StandardCharsets.UTF_8));
        copy.files.put("AWSLogs/111122223333/CloudTrail/x.json", "{}".getBytes(StandardCharsets.UTF_8));
        verify();
        assertThat(broken()).isEmpty();
    }
}
