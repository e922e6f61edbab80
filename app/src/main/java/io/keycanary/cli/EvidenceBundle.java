package io.keycanary.cli;

import io.keycanary.alert.Alert;
import io.keycanary.cli.IncidentStory.Event;
import io.keycanary.desk.EvidenceDesk.Evidence;
import io.keycanary.desk.EvidenceDesk.Excerpt;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SourceLookup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Everything about an incident in one ZIP file: the records as they are kept, what was made of them, and a manifest with the
 * hash of each file, signed with Ed25519. {@code docs/evidence.md} has its form; {@link EvidenceCheck} reads it.
 */
final class EvidenceBundle {
    static final String MANIFEST = "manifest.json";
    static final String SIGNATURE = "manifest.sig";
    static final String SIGHTINGS = "sightings.json";
    static final String AUDIT = "audit.json";
    static final int SCHEMA = 1;

    private final Evidence evidence;
    private final SourceLookup sources;
    private final KeyPair key;
    private final String actor;
    private final Instant now;
    private final List<Map<String, @Nullable Object>> listed = new ArrayList<>();
    private final Set<UUID> taken = new HashSet<>();

    /** @param actor who takes it out */
    EvidenceBundle(Evidence evidence, SourceLookup sources, KeyPair key, String actor, Instant now) {
        this.evidence = evidence;
        this.sources = sources;
        this.key = key;
        this.actor = actor;
        this.now = now;
    }

    /** The name of the file that holds the record of a sighting. */
    static String record(String sighting) {
        return "records/" + sighting + ".json";
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Writes it; the stream stays open. */
    void write(OutputStream to) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(to, StandardCharsets.UTF_8);
        var file = evidence.file();
        add(zip, "incident.json", Json.line(Documents.of(file.incident())));
        add(zip, "token.json", Json.line(Documents.of(file.token())));
        add(
                zip,
                "places.json",
                Json.line(file.places().stream().map(Documents::of).toList()));
        sightings(zip);
        add(
                zip,
                "notes.json",
                Json.line(file.notes().stream().map(Documents::of).toList()));
        timeline(zip);
        add(
                zip,
                "alerts.json",
                Json.line(file.alerts().stream().map(this::alert).toList()));
        add(
                zip,
                AUDIT,
                Json.line(evidence.audit().stream().map(EvidenceBundle::excerpt).toList()));
        add(zip, "report.md", new IncidentReport(file, sources, now).markdown());
        seal(zip);
        zip.finish();
    }

    private static Map<String, @Nullable Object> sighting(Sighting sighting) {
        Map<String, @Nullable Object> document = Documents.of(sighting);
        document.put("sha256", sighting.sha256());
        return document;
    }

    /** They may be very many: none is kept in memory. What comes while this is written is left to the next bundle. */
    private void sightings(ZipOutputStream zip) throws IOException {
        try (JsonList list = new JsonList(begin(zip, SIGHTINGS))) {
            for (Sighting sighting : evidence.sightings()) {
                taken.add(sighting.id());
                list.add(sighting(sighting));
            }
        }
        for (Sighting sighting : evidence.sightings()) {
            if (taken.contains(sighting.id())) {
                add(zip, record(sighting.id().toString()), sighting.record());
            }
        }
    }

    /** Both parts are in order of time already. */
    private void timeline(ZipOutputStream zip) throws IOException {
        IncidentStory story = new IncidentStory(evidence.file(), sources);
        Deque<Event> others = new ArrayDeque<>(story.others());
        try (JsonList list = new JsonList(begin(zip, "timeline.json"))) {
            for (Sighting sighting : evidence.sightings()) {
                while (!others.isEmpty() && others.getFirst().at().isBefore(sighting.happenedAt())) {
                    list.add(event(others.removeFirst()));
                }
                if (taken.contains(sighting.id())) {
                    list.add(event(new Event(sighting.happenedAt(), story.sighting(sighting))));
                }
            }
            while (!others.isEmpty()) {
                list.add(event(others.removeFirst()));
            }
        }
    }

    private static Map<String, @Nullable Object> event(Event event) {
        return new Fields().with("at", event.at()).with("text", event.text()).map();
    }

    private Map<String, @Nullable Object> alert(Alert alert) {
        Map<String, @Nullable Object> document = Documents.of(alert);
        document.put(
                "deliveries",
                evidence.deliveries().stream()
                        .filter(delivery -> delivery.alert().equals(alert.id()))
                        .map(AlertOutboxCommand::document)
                        .toList());
        return document;
    }

    private static Map<String, @Nullable Object> excerpt(Excerpt excerpt) {
        return new Fields()
                .with("number", excerpt.entry().number())
                .with("at", excerpt.entry().at())
                .with("actor", excerpt.entry().actor())
                .with("action", excerpt.entry().action())
                .with("subject", excerpt.entry().subject())
                .with("detail", excerpt.entry().detail())
                .with("previousHash", excerpt.previousHash())
                .with("hash", excerpt.entry().hash())
                .map();
    }

    private void seal(ZipOutputStream zip) throws IOException {
        byte[] manifest = Json.line(new Fields()
                        .with("schema", SCHEMA)
                        .with("incident", evidence.file().incident().id())
                        .with("exportedAt", now)
                        .with("exportedBy", actor)
                        .with(
                                "publicKey",
                                Base64.getEncoder()
                                        .encodeToString(key.getPublic().getEncoded()))
                        .with("files", List.copyOf(listed))
                        .map())
                .getBytes(StandardCharsets.UTF_8);
        put(zip, MANIFEST, manifest);
        put(zip, SIGNATURE, Base64.getEncoder().encode(sign(manifest)));
    }

    private byte[] sign(byte[] manifest) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key.getPrivate());
            signature.update(manifest);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has Ed25519", e);
        }
    }

    private void add(ZipOutputStream zip, String name, String text) throws IOException {
        add(zip, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        try (OutputStream entry = begin(zip, name)) {
            entry.write(bytes);
        }
    }

    /** A file that goes into the manifest when it is closed. */
    private OutputStream begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(now.toEpochMilli());
        zip.putNextEntry(entry);
        return new HashedEntry(
                zip,
                (bytes, sha256) -> listed.add(new Fields()
                        .with("name", name)
                        .with("bytes", bytes)
                        .with("sha256", sha256)
                        .map()));
    }

    private void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(now.toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
