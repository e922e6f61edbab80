package io.keycanary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keycanary.intake.AuditEntry;
import io.keycanary.token.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Whether an evidence bundle is whole, unchanged, and signed by a key that the reader knows. */
final class EvidenceCheck {
    /** Larger files are no bundle of ours; a ZIP can pretend to be small. */
    private static final int MAX_BYTES = 256 << 20;

    /** Of a file that is not read into memory. */
    private static final long MAX_STREAMED_BYTES = 16L << 30;

    private static final int MAX_FILES = 1_000_000;

    private final ObjectMapper json = new ObjectMapper();
    private final List<Check> checks = new ArrayList<>();
    private final Set<PublicKey> known;

    /** @param known keys that the reader trusts */
    EvidenceCheck(Set<PublicKey> known) {
        this.known = Set.copyOf(known);
    }

    /**
     * Checks a file.
     *
     * @throws IOException when it is no ZIP file that can be read
     */
    List<Check> of(Path bundle) throws IOException {
        try (ZipFile zip = new ZipFile(bundle.toFile(), StandardCharsets.UTF_8)) {
            byte[] manifest = read(zip, EvidenceBundle.MANIFEST);
            byte[] signature = read(zip, EvidenceBundle.SIGNATURE);
            if (manifest == null || signature == null) {
                checks.add(Check.wrong("manifest", "there is none, or it is not signed: no evidence bundle"));
                return checks;
            }
            JsonNode listed = json.readTree(manifest);
            signature(listed.path("publicKey").asText(), manifest, signature);
            files(zip, listed.path("files"));
            records(zip);
            audit(zip);
        }
        return checks;
    }

    private void signature(String publicKey, byte[] manifest, byte[] signature) {
        try {
            PublicKey key = key(publicKey);
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(manifest);
            boolean right = check.verify(Base64.getDecoder().decode(new String(signature, StandardCharsets.US_ASCII)));
            checks.add(
                    right
                            ? Check.ok("signature", "right")
                            : Check.wrong("signature", "wrong: the manifest was changed after it was signed"));
            checks.add(
                    known.contains(key)
                            ? Check.ok("signer", "known")
                            : Check.wrong(
                                    "signer", "unknown key " + publicKey + "; give the right one by --public-key"));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            checks.add(Check.wrong("signature", "key or signature cannot be read"));
        }
    }

    /** @throws IllegalArgumentException when it is not Base64 */
    static PublicKey key(String text) throws GeneralSecurityException {
        byte[] bytes = Base64.getDecoder().decode(text.strip());
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes));
    }

    private void files(ZipFile zip, JsonNode listed) throws IOException {
        Set<String> names = new HashSet<>(Set.of(EvidenceBundle.MANIFEST, EvidenceBundle.SIGNATURE));
        int wrong = 0;
        for (JsonNode file : listed) {
            String name = file.path("name").asText();
            String sha256 = sha256(zip, name);
            if (!names.add(name)) {
                wrong += wrong(name, "is listed twice");
            } else if (sha256 == null) {
                wrong += wrong(name, "is missing");
            } else if (!sha256.equals(file.path("sha256").asText())) {
                wrong += wrong(name, "was changed");
            }
        }
        Set<String> seen = new HashSet<>();
        for (ZipEntry entry : zip.stream().limit(MAX_FILES).toList()) {
            if (!seen.add(entry.getName())) {
                wrong += wrong(entry.getName(), "is there twice");
            } else if (!names.contains(entry.getName())) {
                wrong += wrong(entry.getName(), "is not in the manifest");
            }
        }
        if (wrong == 0) {
            checks.add(Check.ok("files", listed.size() + ", each as it was"));
        }
    }

    private int wrong(String name, String what) {
        checks.add(Check.wrong("files", Printable.line(name, 100) + " " + what));
        return 1;
    }

    /** The hash that was kept when a record arrived is that of the record in the bundle. */
    private void records(ZipFile zip) throws IOException {
        int count = 0;
        int wrong = 0;
        try (InputStream sightings = open(zip, EvidenceBundle.SIGHTINGS);
                MappingIterator<JsonNode> each = json.readerFor(JsonNode.class).readValues(sightings)) {
            while (each.hasNextValue()) {
                JsonNode sighting = each.nextValue();
                String name = EvidenceBundle.record(sighting.path("id").asText());
                count++;
                if (!sighting.path("sha256").asText().equals(sha256(zip, name))) {
                    checks.add(Check.wrong("records", Printable.line(name, 100) + " is not the record that arrived"));
                    wrong++;
                }
            }
        }
        if (wrong == 0) {
            checks.add(Check.ok("records", count + ", each with the hash that it arrived with"));
        }
    }

    private void audit(ZipFile zip) throws IOException {
        byte[] bytes = read(zip, EvidenceBundle.AUDIT);
        int count = 0;
        for (JsonNode entry : json.readTree(bytes == null ? new byte[] {'[', ']'} : bytes)) {
            count++;
            if (!follows(entry)) {
                checks.add(
                        Check.wrong("audit log", "entry " + entry.path("number").asLong() + " was changed"));
                return;
            }
        }
        checks.add(Check.ok("audit log", count + " entries, each with its own hash"));
    }

    private static boolean follows(JsonNode entry) {
        try {
            long number = entry.path("number").asLong();
            return new AuditEntry(
                            number,
                            Instant.parse(entry.path("at").asText()),
                            entry.path("actor").asText(),
                            entry.path("action").asText(),
                            entry.path("subject").asText(),
                            entry.path("detail").asText(),
                            entry.path("hash").asText())
                    .follows(number - 1, entry.path("previousHash").asText());
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Null when there is no such file. */
    private static @Nullable String sha256(ZipFile zip, String name) throws IOException {
        if (zip.getEntry(name) == null) {
            return null;
        }
        MessageDigest digest = EvidenceBundle.sha256();
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        try (InputStream in = open(zip, name)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                bytes += n;
                if (bytes > MAX_STREAMED_BYTES) {
                    throw tooLarge(name);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Nothing when there is no such file. */
    private static InputStream open(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        return entry == null ? InputStream.nullInputStream() : zip.getInputStream(entry);
    }

    private static IOException tooLarge(String name) {
        return new IOException(Printable.line(name, 100) + " is larger than any file of a bundle");
    }

    private static byte @Nullable [] read(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return null;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw tooLarge(name);
            }
            return bytes;
        }
    }
}
