package io.keycanary.cli;

import io.keycanary.desk.EvidenceDesk;
import io.keycanary.token.Uuid7;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code incident export}. */
@Command(
        name = "export",
        description = {
            "Writes all evidence of an incident into one ZIP file with a signed manifest: records as they arrived, hashes,",
            "timeline, copies of the alerts, the audit log's entries about it, the report. `incident verify` checks it."
        },
        footer = {"", "Example: keycanary incident export 1f3a9c20 --out evidence.zip"})
final class IncidentExportCommand implements Callable<Integer> {
    private final Workplace work;
    private final Supplier<KeyPair> key;

    @Parameters(paramLabel = "INCIDENT", description = "Its id, or the end of it.")
    private String name = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to; never over a file that is there. Default: incident-ID.zip")
    private @Nullable Path out;

    IncidentExportCommand(Workplace work, Supplier<KeyPair> key) {
        this.work = work;
        this.key = key;
    }

    @Override
    public Integer call() {
        UUID incident = work.incidents().require(name).id();
        Path file = out == null ? Path.of("incident-" + Uuid7.shortForm(incident) + ".zip") : out;
        Instant now = work.clock().instant();
        KeyPair signer = key.get();
        work.ledger()
                .get()
                .change(stores -> stores.audit()
                        .append(now, work.actor(), "incident.export", incident.toString(), file.toString()));
        EvidenceDesk.Evidence evidence = new EvidenceDesk(work.ledger().get(), work.clock()).collect(incident);
        write(file, new EvidenceBundle(evidence, work.sources().get(), signer, work.actor(), now));
        String publicKey = Base64.getEncoder().encodeToString(signer.getPublic().getEncoded());
        if (work.json()) {
            work.write(new Fields()
                    .with("incident", incident)
                    .with("file", file.toString())
                    .with("publicKey", publicKey)
                    .map());
        } else {
            work.screen().line("wrote " + Screen.safe(file));
            work.screen().line("public key of this installation, for `incident verify` elsewhere: " + publicKey);
        }
        return Exit.OK;
    }

    private static void write(Path file, EvidenceBundle bundle) {
        try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            bundle.write(to);
        } catch (FileAlreadyExistsException e) {
            throw CommandFailure.badInput(
                    file + " is there already; evidence is never overwritten: choose another --out");
        } catch (IOException e) {
            throw CommandFailure.badInput(file + " cannot be written: " + e.getMessage());
        }
    }
}
