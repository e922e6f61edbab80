package io.keycanary.detect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final String KEY = "AKIAQYLPMN5HAAAAAAAA";
    private static final Detector DETECTOR =
            new Detector(TokenIndex.of(List.of(new WatchedToken("decoy", List.of(KEY), null, null)), List.of()));
    private static final String HIT =
            "{\"eventVersion\":\"1.08\",\"userIdentity\":{\"accessKeyId\":\"" + KEY + "\"},\"eventID\":\"h\"}";
    private static final String MISS = "{\"eventVersion\":\"1.08\",\"userIdentity\":{},\"eventID\":\"m\"}";
    private static final String FILE = "{\"Records\":[" + MISS + "," + HIT + "]}";

    @Test
    void scan_recordsArray_countsAndMatches() {
        Seen seen = Seen.by(DETECTOR, FILE);

        assertThat(seen.lines()).containsExactly("1 decoy USE [userIdentity.accessKeyId]");
        assertThat(seen.report()).isEqualTo(new ScanReport(false, FILE.length(), 2, 1, 1, 0, List.of()));
    }

    @Test
    void scan_gzipMembersAndZeroPadding_readsAll() {
        byte[] file = concat(Seen.gzip(FILE.getBytes(UTF_8)), Seen.gzip(FILE.getBytes(UTF_8)), new byte[512]);

        Seen seen = Seen.by(DETECTOR, file);

        assertThat(seen.report().records()).isEqualTo(4);
        assertThat(seen.report().matched()).isEqualTo(2);
        assertThat(seen.report().damages()).isEmpty();
    }

    @Test
    void scan_recordPerLineAndConcatenated_matches() {
        assertThat(Seen.by(DETECTOR, MISS + "\n" + HIT + "\r\n" + HIT).report().matched())
                .isEqualTo(2);
        assertThat(Seen.by(DETECTOR, MISS + HIT + HIT).report().matched()).isEqualTo(2);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
