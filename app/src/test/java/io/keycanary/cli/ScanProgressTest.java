package io.keycanary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScanProgressTest {
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private final ScanQueue queue = new ScanQueue();
    private final ScanProgress progress = new ScanProgress(queue, () -> now);

    private void listed(long bytes) throws InterruptedException {
        queue.add(new ScanInput(null, "x", bytes, false, InputStream::nullInputStream));
    }

    @Test
    void words_tellFilesBytesSpeedTimeLeftAndMatches() throws Exception {
        listed(600_000_000);
        listed(400_000_000);
        queue.end();
        progress.read(250_000_000);
        progress.done();
        progress.found();
        now = now.plusSeconds(25);
        assertThat(progress.words()).isEqualTo("1 of 2 files, 250.0 MB of 1.00 GB, 10.0 MB/s, 1:15 left, 1 matches");
        now = now.plusSeconds(2475);
        assertThat(progress.words()).as("hours too").contains("100.0 kB/s, 2:05:00 left");
    }

    @Test
    void words_whileTheListingGoesOn_promiseNothing() throws Exception {
        listed(1_000_000);
        progress.read(500_000);
        now = now.plusSeconds(1);
        assertThat(progress.words())
                .contains("0 of 1 or more files", "of 1.0 MB or more")
                .doesNotContain("left");
    }
}
