package io.keycanary.integrity;

import io.keycanary.detect.DamagedInputException;
import io.keycanary.detect.Limits;
import io.keycanary.integrity.Digest.ListedLog;
import io.keycanary.integrity.IntegrityFinding.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the log files that digests list with those that are there. */
final class LogCheck {
    private final TrailFiles files;
    private final Inventory inventory;
    private final Tally tally;
    private final @Nullable Instant since;

    /** @param since log files written before it are not expected to be there */
    LogCheck(TrailFiles files, Inventory inventory, Tally tally, @Nullable Instant since) {
        this.files = files;
        this.inventory = inventory;
        this.tally = tally;
        this.since = since;
    }

    /** Checks one log file, and every copy of it. */
    void check(ListedLog log, DigestFile digest, ChainFindings findings) {
        tally.listed();
        inventory.listed(log.fileName());
        List<Inventory.Place> places = inventory.places(log.fileName());
        if (!places.isEmpty()) {
            places.forEach(place -> compare(log, place, findings));
        } else if (expected(log)) {
            finding(Kind.MISSING, log, log.object(), findings, "listed by " + digest.name() + ", but not here");
        }
    }

    private boolean expected(ListedLog log) {
        return since == null
                || LogName.of(log.fileName())
                        .map(name -> !name.time().isBefore(since))
                        .orElse(true);
    }

    private void compare(ListedLog log, Inventory.Place place, ChainFindings findings) {
        boolean asDelivered = false;
        try {
            asDelivered = hash(place).equals(log.sha256());
            if (!asDelivered) {
                finding(
                        Kind.ALTERED,
                        log,
                        place.path(),
                        findings,
                        "its content is not the one that CloudTrail delivered");
            }
        } catch (NoSuchFileException e) {
            finding(Kind.MISSING, log, place.path(), findings, "gone since the files were listed");
        } catch (DamagedInputException e) {
            finding(Kind.ALTERED, log, place.path(), findings, e.getMessage());
        } catch (IOException e) {
            finding(Kind.UNVERIFIABLE, log, place.path(), findings, "cannot be read: " + e.getMessage());
        }
        tally.log(asDelivered);
    }

    private String hash(Inventory.Place place) throws IOException {
        InputStream stored = files.open(place.folder(), place.name());
        try (Sha256 content = Sha256.of(stored, Limits.DEFAULT.maxInflatedBytes())) {
            return content.finish();
        }
    }

    private static void finding(
            Kind kind, ListedLog log, String file, ChainFindings findings, @Nullable String reason) {
        Instant written = LogName.of(log.fileName()).map(LogName::time).orElse(null);
        findings.of(
                kind,
                file,
                log.oldest() == null ? written : log.oldest(),
                log.newest() == null ? written : log.newest(),
                String.valueOf(reason));
    }
}
