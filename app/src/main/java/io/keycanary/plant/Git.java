package io.keycanary.plant;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs git in one work tree. The command, not a library, because only it reads the whole configuration as its users do:
 * conditional includes, signing, linked work trees, every repository format.
 *
 * @param index a file to be used in place of the user's index, or null
 */
record Git(Path workTree, @Nullable Path index) {
    private static final int PATIENCE_SECONDS = 60;

    /** What git said. */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int exit, byte[] out, String error) {
        String text() {
            return new String(out, StandardCharsets.UTF_8).strip();
        }

        /** Every byte as a character, see {@link Document}. */
        Document document() {
            return Document.of(out);
        }
    }

    /** Runs a command that must succeed. */
    String run(String... arguments) {
        return require(ask(new byte[0], arguments), arguments);
    }

    String require(Answer answer, String... arguments) {
        if (answer.exit() != 0) {
            throw PlantException.failed(
                    "git " + arguments[0] + " failed in " + workTree + ": "
                            + answer.error().strip(),
                    null);
        }
        return answer.text();
    }

    Answer ask(String... arguments) {
        return ask(new byte[0], arguments);
    }

    Answer ask(byte[] input, String... arguments) {
        Process process = start(arguments);
        try {
            CompletableFuture<byte[]> out = drain(process.getInputStream());
            CompletableFuture<byte[]> error = drain(process.getErrorStream());
            feed(process, input);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw PlantException.failed("git " + arguments[0] + " did not end in " + PATIENCE_SECONDS + " s", null);
            }
            return new Answer(process.exitValue(), out.join(), new String(error.join(), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PlantException.failed("interrupted while git " + arguments[0] + " ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", workTree.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(Git::redirects);
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("LC_ALL", "C");
        if (index != null) {
            builder.environment().put("GIT_INDEX_FILE", index.toString());
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw PlantException.failed("git cannot be started: install it, or plant the file without a commit", e);
        }
    }

    /** Variables of a surrounding git hook that would lead to another repository (git, "Environment Variables"). */
    private static boolean redirects(String variable) {
        return switch (variable) {
            case "GIT_DIR",
                    "GIT_WORK_TREE",
                    "GIT_INDEX_FILE",
                    "GIT_OBJECT_DIRECTORY",
                    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                    "GIT_COMMON_DIR",
                    "GIT_NAMESPACE",
                    "GIT_PREFIX" -> true;
            default -> false;
        };
    }

    private static void feed(Process process, byte[] input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException e) {
            return; // It ended without reading: its exit code tells why.
        }
    }

    private static CompletableFuture<byte[]> drain(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return stream.readAllBytes();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                Thread::startVirtualThread);
    }
}
