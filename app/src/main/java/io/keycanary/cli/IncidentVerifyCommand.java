package io.keycanary.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incident verify}. */
@Command(
        name = "verify",
        description = {
            "Checks a file of `incident export`: signature, signer, every file, every record's hash, the audit log's entries.",
            "Exit code 1 when something is wrong with it."
        },
        footer = {
            "",
            "Examples:",
            "  keycanary incident verify evidence.zip",
            "  keycanary incident verify evidence.zip --public-key MCowBQYDK2VwAyEA..."
        })
final class IncidentVerifyCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<KeyPair> key;

    @Parameters(paramLabel = "FILE", description = "The ZIP file.")
    private Path file = Path.of("");

    @Option(
            names = "--public-key",
            paramLabel = "KEY",
            description = "Key of the installation that exported it. Default: this installation's.")
    private @Nullable String publicKey;

    IncidentVerifyCommand(Workplace work, Supplier<KeyPair> key) {
        this.work = work;
        this.key = key;
    }

    @Override
    public Integer call() {
        if (!Files.isReadable(file)) {
            throw CommandFailure.badInput("there is no file " + file + " that can be read");
        }
        List<Check> checks;
        try {
            checks = new EvidenceCheck(Set.of(known())).of(file);
        } catch (IOException e) {
            throw CommandFailure.incomplete(file + " cannot be read as an evidence bundle: " + e.getMessage());
        }
        boolean wrong = checks.stream().anyMatch(check -> check.finding() == Check.Finding.WRONG);
        print(checks);
        if (!wrong && !work.json()) {
            work.screen().line("the evidence is whole and unchanged");
        }
        return wrong ? Exit.FOUND : Exit.OK;
    }

    private PublicKey known() {
        if (publicKey == null) {
            return key.get().getPublic();
        }
        try {
            return EvidenceCheck.key(publicKey);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw CommandFailure.badInput("--public-key is not a key as `incident export` prints it");
        }
    }

    private void print(List<Check> checks) {
        for (Check check : checks) {
            if (work.json()) {
                work.write(new Fields()
                        .with("check", check.subject())
                        .with("verdict", check.finding())
                        .with("text", check.detail())
                        .map());
            } else {
                work.screen()
                        .line("%-10s %-6s %s".formatted(check.subject(), check.finding(), Screen.safe(check.detail())));
            }
        }
    }
}
