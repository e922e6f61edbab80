package io.keycanary.cli;

import io.keycanary.integrity.IntegrityReport;
import io.keycanary.integrity.PublicKeys;
import io.keycanary.integrity.TrailVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** Options of {@code scan} about CloudTrail's digest files, and what they ask for. */
final class DigestOptions {
    private final OptionSpec verify = OptionSpec.builder("--verify-digests")
            .type(boolean.class)
            .description("Checks the files against CloudTrail's digest files too, and prints what is missing, altered"
                    + " or not listed; such a finding makes the exit code 3.")
            .build();

    private final OptionSpec publicKeys = OptionSpec.builder("--public-keys")
            .paramLabel("FILE")
            .type(List.class)
            .auxiliaryTypes(Path.class)
            .description(
                    "CloudTrail's public keys, as `aws cloudtrail list-public-keys` prints them, for the signatures"
                            + " of the digests; once for each region, or all in one file. Without it, only hashes and links"
                            + " are checked.")
            .build();

    /** What they are for picocli. */
    List<OptionSpec> specs() {
        return List.of(verify, publicKeys);
    }

    private boolean verify() {
        return Boolean.TRUE.equals(verify.getValue());
    }

    /**
     * Reads the keys before anything is scanned.
     *
     * @return null when there are none to check with
     * @throws CommandFailure when they cannot be read, or this cannot be verified
     */
    @Nullable
    PublicKeys keys() {
        List<Path> files = publicKeys.getValue();
        if (files == null) {
            return null;
        }
        if (!verify()) {
            throw CommandFailure.badInput("--public-keys is for --verify-digests, which is not there");
        }
        PublicKeys keys = new PublicKeys();
        files.forEach(file -> read(keys, file));
        return keys;
    }

    private static void read(PublicKeys keys, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            keys.addAll(in);
        } catch (NoSuchFileException e) {
            throw CommandFailure.badInput("there is no file of public keys " + file);
        } catch (PublicKeys.MalformedKeysException e) {
            throw CommandFailure.badInput("the public keys in " + file + ": " + e.getMessage()
                    + "; it should be what `aws cloudtrail list-public-keys` prints");
        } catch (IOException e) {
            throw CommandFailure.badInput(
                    "the public keys in " + file + " cannot be read: " + UnreadableException.reason(e));
        }
    }

    /**
     * Verifies, if that was asked for.
     *
     * @param since earlier files are not expected to be there
     * @return whether nothing speaks against the files
     */
    boolean intact(
            ScanInputs inputs, @Nullable PublicKeys keys, @Nullable Instant since, int threads, ScanReporter reporter)
            throws InterruptedException {
        if (!verify()) {
            return true;
        }
        IntegrityReporter findings = new IntegrityReporter(reporter);
        IntegrityReport report = new TrailVerifier(keys, since, threads).verify(new ScannedFiles(inputs), findings);
        findings.finished(report);
        return report.broken() == 0;
    }
}
