package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the sources of tests keep to, because two classes of tests run side by side. */
class TestRulesTest {
    private static final Pattern CHANGES_SYSTEM_PROPERTIES = Pattern.compile("System(\\.|::)(set|clear)Propert");

    @Test
    void systemProperties_areChangedUnderTheirLockOnly() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            List<Path> changing = sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file ->
                            CHANGES_SYSTEM_PROPERTIES.matcher(text(file)).find())
                    .toList();
            assertThat(changing)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(text(file)).contains("@ResourceLock(Resources.SYSTEM_PROPERTIES)"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
