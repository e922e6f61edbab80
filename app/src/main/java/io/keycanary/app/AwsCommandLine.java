package io.keycanary.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The {@code aws} command of this machine, if there is one. */
final class AwsCommandLine {
    private static final int TIMEOUT_SECONDS = 20;

    private final Path program;

    private AwsCommandLine(Path program) {
        this.program = program;
    }

    /** Looks along the PATH. */
    static Optional<AwsCommandLine> find() {
        String path = System.getenv("PATH");
        if (path == null) {
            return Optional.empty();
        }
        for (String folder : path.split(java.io.File.pathSeparator, -1)) {
            Path program = Path.of(folder.isEmpty() ? "." : folder, "aws");
            if (Files.isExecutable(program) && !Files.isDirectory(program)) {
                return Optional.of(new AwsCommandLine(program));
            }
        }
        return Optional.empty();
    }

    /** A call that runs beside us: the command takes seconds to start. */
    @FunctionalInterface
    interface Call {
        /** Waits for what it printed, or why it did not run. */
        String output();
    }

    /** Starts {@code aws sts get-caller-identity} as a profile. */
    Call callerIdentity(Path credentials, Path config, String profile) {
        ProcessBuilder command = new ProcessBuilder(
                        program.toString(),
                        "sts",
                        "get-caller-identity",
                        "--profile",
                        profile,
                        "--query",
                        "Arn",
                        "--output",
                        "text")
                .redirectErrorStream(true);
        command.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        command.environment().put("AWS_SHARED_CREDENTIALS_FILE", credentials.toString());
        command.environment().put("AWS_CONFIG_FILE", config.toString());
        command.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        try {
            Process process = command.start();
            return () -> output(process);
        } catch (IOException e) {
            return () -> String.valueOf(e.getMessage());
        }
    }

    private static String output(Process process) {
        try {
            return answer(process);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static String answer(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "no answer within " + TIMEOUT_SECONDS + " s";
        }
        return new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8).strip();
    }
}
