package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of the jar as it is shipped: issue, plant, catch with a real AWS client, alert. */
class DemoIT {
    @Test
    void demo_ofTheShippedProgram_showsTheWholeLoopAndLeavesNothing(@TempDir Path folder) throws Exception {
        Path out = folder.resolve("out");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(Shipped.command());
        command.add(1, "-Djava.io.tmpdir=" + temporary);
        command.add("demo");
        Process demo = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(demo.waitFor(120, TimeUnit.SECONDS)).as("ended in time").isTrue();
        String told = Files.readString(out);
        assertThat(demo.exitValue()).as(told).isZero();
        assertThat(told)
                .contains("sts:GetCallerIdentity  answered arn:aws:iam::")
                .contains("sts:GetSessionToken    answered ASIA")
                .contains("CRITICAL")
                .contains("session   persistence (iam:CreateAccessKey), refused")
                .contains("signature right")
                .doesNotContain("WRONG", "WARN");
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(p -> p.getFileName().toString().startsWith("keycanary-demo")))
                    .isEmpty();
        }
    }
}
