package io.keycanary.tool;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A program of this machine that a test uses. */
public final class Tool {
    private static final int PATIENCE_SECONDS = 60;

    private Tool() {}

    /**
     * Without it the test is skipped; it fails where the variable {@code REQUIRE_TOOLS} is {@code true}, as
     * {@code .ci/run} sets it, so that nothing stays untested there unseen.
     *
     * @param command a call of it that does nothing, such as {@code curl --version}
     */
    public static void require(String... command) {
        if ("true".equals(System.getenv("REQUIRE_TOOLS"))) {
            Assertions.assertTrue(works(command), command[0] + " is required and does not work here");
        }
        skipWithout(command);
    }

    /** Without it the test is skipped everywhere: it cannot be installed by the package manager of the system. */
    public static void skipWithout(String... command) {
        Assumptions.assumeTrue(works(command), command[0] + " does not work on this machine");
    }

    private static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
