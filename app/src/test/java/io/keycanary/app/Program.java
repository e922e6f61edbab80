package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.cli.Exit;
import io.keycanary.cli.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole program in this process, with a home of its own: runs one command line after the other. */
final class Program {
    private final Map<String, String> environment = new HashMap<>();
    private byte[] standardInput = new byte[0];
    private Clock clock = Clock.systemUTC();

    Program(Path home) {
        environment.put("KEYCANARY_HOME", home.toString());
    }

    /** What a command left behind. */
    record Result(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** It is this time now. */
    Program at(Instant now) {
        clock = Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), now));
        return this;
    }

    Program reading(byte[] input) {
        standardInput = input;
        return this;
    }

    Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Screen screen = new Screen(stream(out), stream(err), false, false);
        int code;
        try (Assembly assembly = new Assembly(screen, new ByteArrayInputStream(standardInput), environment, clock)) {
            code = assembly.commandLine(args).execute(args);
        }
        screen.out().flush();
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The lines that somebody gets who leaves after so many. */
    List<String> runCutAfter(int lines, String... args) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream leaving = new PrintStream(written, true, StandardCharsets.UTF_8) {
            @Override
            public boolean checkError() {
                return written.toString(StandardCharsets.UTF_8).lines().count() >= lines;
            }
        };
        Screen screen = new Screen(leaving, stream(new ByteArrayOutputStream()), false, false);
        try (Assembly assembly = new Assembly(screen, new ByteArrayInputStream(standardInput), environment, clock)) {
            assertThat(assembly.commandLine(args).execute(args)).isEqualTo(Exit.INCOMPLETE);
        }
        return written.toString(StandardCharsets.UTF_8).lines().limit(lines).toList();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
