package io.keycanary.app;

import io.keycanary.cli.Screen;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** Main entry point of the program: one command, then the exit code that it gives. */
public final class Main {
    private static final int BUFFER_BYTES = 1 << 16;

    private Main() {}

    /** Runs one command. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        Screen screen = screen(System.getenv());
        try (Assembly assembly = new Assembly(screen, System.in, System.getenv(), Clock.systemUTC())) {
            return assembly.commandLine().execute(args);
        } finally {
            screen.out().flush();
            screen.err().flush();
        }
    }

    /** Java cannot tell which of its streams is a terminal; the launcher can, and says so. */
    private static Screen screen(Map<String, String> environment) {
        boolean noColour =
                !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
        return new Screen(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Boolean.getBoolean("keycanary.terminal.err"),
                Boolean.getBoolean("keycanary.terminal.out") && !noColour);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        boolean flushAtOnce = descriptor == FileDescriptor.err;
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER_BYTES),
                flushAtOnce,
                StandardCharsets.UTF_8);
    }
}
