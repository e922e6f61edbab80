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
        if (Boolean.getBoolean("keycanary.training")) {
            Training.run(args, Main::once);
            Runtime.getRuntime().halt(0);
        }
        Screen screen = screen(System.getenv());
        Assembly assembly = assembly(screen);
        end(run(assembly, screen, args), assembly);
    }

    /** Runs one command and goes on. */
    private static int once(String[] args) {
        Screen screen = screen(System.getenv());
        return run(assembly(screen), screen, args);
    }

    private static Assembly assembly(Screen screen) {
        return new Assembly(screen, System.in, System.getenv(), Clock.systemUTC());
    }

    private static int run(Assembly assembly, Screen screen, String[] args) {
        try (assembly) {
            return assembly.commandLine(args).execute(args);
        } finally {
            screen.out().flush();
            screen.err().flush();
        }
    }

    /** {@code System.exit} asks for a logger, and the search for one opens every jar of the class path: 0.15 s. */
    private static void end(int exitCode, Assembly assembly) {
        if (assembly.leavesTidyingUp()) {
            System.exit(exitCode);
        }
        Runtime.getRuntime().halt(exitCode);
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
