package io.keycanary.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several planters at once on one credentials file. */
class ConcurrencyTest {
    private static final int EACH = 12;

    @TempDir
    private Path folder;

    @Test
    void threads_onOneNewFile_allProfilesAreThere() throws IOException, InterruptedException, ExecutionException {
        Path file = folder.resolve("credentials");
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < 3 * EACH; i++) {
                String profile = "p" + i;
                futures.add(threads.submit(() -> ConcurrentPlanting.plant(file, profile)));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        }
        assertThat(profiles(file)).isEqualTo(3 * EACH);
    }

    @Test
    void processes_onOneNewFile_allProfilesAreThere() throws IOException, InterruptedException {
        Path file = folder.resolve("credentials");
        List<Process> processes = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ConcurrentPlanting.class.getName(),
                            file.toString(),
                            name,
                            String.valueOf(EACH))
                    .inheritIO()
                    .start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(profiles(file)).isEqualTo(3 * EACH);
        try (var left = Files.list(folder)) {
            assertThat(left.toList()).containsExactly(file);
        }
    }

    private static long profiles(Path file) throws IOException {
        String whole = "(?m)^\\[\\w+]\naws_access_key_id = \\w{20}\naws_secret_access_key = \\S{40}$";
        return Pattern.compile(whole).matcher(TestKeys.read(file)).results().count();
    }
}
