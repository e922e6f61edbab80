package io.keycanary.hook;

import io.keycanary.respond.ActionRefusedException;
import io.keycanary.respond.ResponseAction;
import io.keycanary.token.AccountException;
import io.keycanary.token.AccountException.Reason;
import io.keycanary.token.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Has an address blocked by a command of the user: its words, then {@code block} or {@code unblock}, then the address.
 * No shell is in between, so nothing in the address can be taken for more than an address.
 */
public final class CommandHook implements ResponseAction {
    /** As long as a firewall's API may take. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int OUTPUT_BYTES = 4096;
    private static final int MESSAGE_CHARS = 300;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final List<String> command;
    private final String address;
    private final Duration patience;

    /**
     * A hook for an IP address.
     *
     * @param command the setting {@code respond.block}
     * @throws ActionRefusedException when none is set
     */
    public static CommandHook of(List<String> command, String address) {
        if (command.isEmpty()) {
            throw new ActionRefusedException("nothing was changed: there is no command to block a source by; set"
                    + " respond.block in config.yaml to one and its arguments, or respond.webhook");
        }
        return new CommandHook(command, address, PATIENCE);
    }

    CommandHook(List<String> command, String address, Duration patience) {
        this.command = List.copyOf(command);
        this.address = address;
        this.patience = patience;
    }

    @Override
    public Plan look() {
        return new Plan(List.of("command: " + String.join(" ", line("block"))), Map.of());
    }

    private List<String> line(String word) {
        List<String> line = new ArrayList<>(command);
        line.add(word);
        line.add(address);
        return line;
    }

    @Override
    public void apply(Map<String, String> before) {
        run("block");
    }

    @Override
    public void undo(Map<String, String> before) {
        run("unblock");
    }

    private void run(String word) {
        try {
            Process process =
                    new ProcessBuilder(line(word)).redirectErrorStream(true).start();
            try {
                process.getOutputStream().close();
                judge(process, word);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new AccountException(
                    Reason.UNREACHABLE, "the command of respond.block cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AccountException(Reason.UNREACHABLE, "interrupted while the command of respond.block ran", e);
        }
    }

    private void judge(Process process, String word) throws InterruptedException {
        FutureTask<String> output = new FutureTask<>(() -> firstBytes(process.getInputStream()));
        Thread.ofVirtual().name("output of the hook").start(output);
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AccountException(
                    Reason.UNREACHABLE,
                    "the command of respond.block did not end within " + patience.toSeconds()
                            + " s and was stopped; whether it did \"" + word + "\", nobody knows");
        }
        if (process.exitValue() != 0) {
            throw new AccountException(
                    Reason.REFUSED,
                    "the command of respond.block ended with " + process.exitValue() + " for \"" + word + "\": "
                            + Printable.line(said(output), MESSAGE_CHARS));
        }
    }

    /** A child of the command may keep its output open: it is not waited for. */
    private static String said(FutureTask<String> output) throws InterruptedException {
        try {
            return output.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return "(its output could not be read)";
        }
    }

    /** The rest is thrown away, so that the command does not wait for a reader. */
    private static String firstBytes(InputStream output) throws IOException {
        byte[] first = output.readNBytes(OUTPUT_BYTES);
        output.transferTo(OutputStream.nullOutputStream());
        return new String(first, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {}
}
