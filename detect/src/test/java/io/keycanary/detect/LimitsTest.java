package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What hostile and broken input may cost, and what is still read of it. */
class LimitsTest {
    private static final String KEY = "AKIAQYLPMN5HAAAAAAAA";
    private static final TokenIndex INDEX =
            TokenIndex.of(List.of(new WatchedToken("decoy", List.of(KEY), null, null)), List.of());
    private static final Detector DETECTOR = new Detector(INDEX);

    private static String hit(String filler) {
        return "{\"eventVersion\":\"1.08\",\"requestParameters\":" + filler + ",\"userIdentity\":{\"accessKeyId\":\""
                + KEY + "\"},\"eventID\":\"h\"}";
    }

    private static String text(int bytes) {
        return "\"" + "x".repeat(bytes) + "\"";
    }

    @Test
    void record_of5MB_isMatched() {
        Seen seen = Seen.by(DETECTOR, "{\"Records\":[" + hit(text(5_000_000)) + "]}");

        assertThat(seen.lines()).containsExactly("0 decoy USE [userIdentity.accessKeyId]");
    }

    @Test
    void record_of20MB_isMalformedAndNextIsRead() {
        for (String form : List.of("{\"Records\":[%s,%s]}", "%s\n%s", "[%s,%s]")) {
            String input = form.formatted(hit(text(20_000_000)), hit("null"));

            Seen seen = Seen.by(DETECTOR, input);

            assertThat(seen.lines()).as(form).containsExactly("1 decoy USE [userIdentity.accessKeyId]");
            assertThat(seen.report().malformed()).isEqualTo(1);
            assertThat(seen.report().damages()).isEmpty();
            assertThat(seen.malformed().get(0).reason()).isEqualTo("longer than 16777216 bytes");
            assertThat(seen.malformed().get(0).head()).hasSize(Window.HEAD_BYTES);
        }
    }

    @Test
    void nesting_10000Deep_isMatched() {
        String deep = "[{\"a\":".repeat(10_000) + "\"" + KEY + "\"" + "}]".repeat(10_000);

        Seen seen = Seen.by(DETECTOR, "{\"Records\":[" + hit(deep) + "," + hit("null") + "]}");

        assertThat(seen.report().matched()).isEqualTo(2);
        assertThat(seen.report().incomplete()).isFalse();
    }

    @Test
    void nesting_withoutEnd_isDamageInBoundedTime() {
        for (String open : List.of("[", "{\"a\":", "{\"detail\":", "{\"eventVersion\":[")) {
            byte[] input =
                    ("{\"Records\":[" + hit("null") + ",{\"eventVersion\":" + open.repeat(3_000_000)).getBytes(UTF_8);

            Seen seen = Seen.by(DETECTOR, input);

            assertThat(seen.report().matched()).as(open).isEqualTo(1);
            assertThat(seen.report().damages()).as(open).isNotEmpty();
        }
    }

    @Test
    void envelopes_nestedWithoutEnd_areForeign() {
        String input = "{\"detail\":".repeat(100_000) + "{}" + "}".repeat(100_000);

        assertThat(Seen.by(DETECTOR, input).report().foreign()).isTrue();
    }

    @Test
    void gzipBomb_overTheLimit_isDamageAndMatchesBeforeItStay() throws IOException {
        byte[] bomb = bomb(hit("null"), 300 << 20);
        Detector small = new Detector(INDEX, new Limits(100 << 20, 16 << 20, 64 << 20));

        Seen seen = Seen.by(small, bomb);

        assertThat(seen.report().matched()).isEqualTo(1);
        assertThat(seen.report().bytes()).isEqualTo(100 << 20);
        assertThat(seen.report().damages())
                .contains(new Damage(100 << 20, "more than 104857600 bytes: the rest was not read"));
    }

    @Test
    void input_ofExactlyTheLimit_isWhole() {
        String input = hit("null");
        Detector exact = new Detector(INDEX, new Limits(input.length(), 1000, 2000));

        assertThat(Seen.by(exact, input).report().damages()).isEmpty();
    }

    private static byte[] bomb(String first, int spaces) throws IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(first.getBytes(UTF_8));
            byte[] block = new byte[1 << 20];
            Arrays.fill(block, (byte) ' ');
            for (int i = 0; i < spaces >> 20; i++) {
                gzip.write(block);
            }
        }
        return out.toByteArray();
    }

    @Test
    void gzip_truncated_givesMatchesAndDamageWithOffset() {
        StringBuilder records = new StringBuilder("{\"Records\":[" + hit("null"));
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            records.append(',').append(hit(Long.toString(random.nextLong())));
        }
        byte[] gzip = Seen.gzip(records.append("]}").toString().getBytes(UTF_8));

        Seen seen = Seen.by(DETECTOR, Arrays.copyOf(gzip, gzip.length / 2));

        ScanReport report = seen.report();
        assertThat(report.matched()).isBetween(500L, 1500L);
        assertThat(report.malformed()).isLessThanOrEqualTo(1);
        assertThat(report.damages()).containsExactly(new Damage(report.bytes(), "gzip data ends early"));
    }

    @Test
    void gzip_wrongChecksum_givesMatchesAndDamage() {
        byte[] gzip = Seen.gzip(hit("null").getBytes(UTF_8));
        gzip[gzip.length - 6] ^= 1;

        Seen seen = Seen.by(DETECTOR, gzip);

        assertThat(seen.report().matched()).isEqualTo(1);
        assertThat(seen.report().damages().get(0).reason()).isEqualTo("gzip checksum does not fit the data");
    }

    @Test
    void gzip_garbageBehind_isDamage() {
        byte[] gzip = Seen.gzip(hit("null").getBytes(UTF_8));
        byte[] input = Arrays.copyOf(gzip, gzip.length + 20);
        input[input.length - 1] = 'x';

        Seen seen = Seen.by(DETECTOR, input);

        assertThat(seen.report().matched()).isEqualTo(1);
        assertThat(seen.report().damages().get(0).reason()).isEqualTo("garbage behind the gzip data");
    }

    @Test
    void garbage_of50MB_isForeign() {
        byte[] garbage = new byte[50 << 20];
        new Random(3).nextBytes(garbage);
        garbage[0] = 'x';

        assertThat(Seen.by(DETECTOR, garbage).report().foreign()).isTrue();
    }

    @Test
    void memory_for400MBOfRecords_isBounded() {
        byte[] record = (hit("null").replace(KEY, "AKIAXXXXXXXXXXXXXXXX") + "\n").getBytes(UTF_8);
        byte[] block = new byte[record.length * 10_000];
        for (int i = 0; i < 10_000; i++) {
            System.arraycopy(record, 0, block, i * record.length, record.length);
        }
        int times = (400 << 20) / block.length;
        InputStream input = new SequenceInputStream(Collections.enumeration(Collections.nCopies(times, block).stream()
                .map(ByteArrayInputStream::new)
                .toList()));

        ScanReport report = Seen.by(DETECTOR, input).report();

        assertThat(report.unmatched()).isEqualTo(times * 10_000L);
        assertThat(report.bytes()).isEqualTo((long) times * block.length);
    }

    @Test
    void scan_interrupted_stops() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> DETECTOR.scan(new ByteArrayInputStream(new byte[9]), match -> {}))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void scan_unreadableInput_throws() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk error");
            }
        };

        assertThatThrownBy(() -> DETECTOR.scan(failing, match -> {})).hasMessage("disk error");
    }
}
