package io.keycanary.intake;

import io.keycanary.detect.LearnedKey;
import io.keycanary.detect.MalformedRecord;
import io.keycanary.detect.Match;
import io.keycanary.detect.RecordFacts;
import io.keycanary.detect.ScanListener;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId;
import io.keycanary.incident.SightingKind;
import io.keycanary.source.RecordBytes;
import io.keycanary.token.SessionKey;
import io.keycanary.token.TokenId;
import io.keycanary.token.Uuid7;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects what a scan of one batch finds, already in the words of the stores. */
final class Findings implements ScanListener {
    private static final int MANY = 500;

    private final RecordBytes batch;
    private final InstantSource clock;
    private final Consumer<Findings> whenMany;
    final List<Sighting> sightings = new ArrayList<>();
    final List<SessionKey> learned = new ArrayList<>();
    final List<Quarantine.Entry> quarantined = new ArrayList<>();

    /** Calls {@code whenMany} whenever {@link #MANY} sightings have gathered, so that a huge file fits into memory. */
    Findings(RecordBytes batch, InstantSource clock, Consumer<Findings> whenMany) {
        this.batch = batch;
        this.clock = clock;
        this.whenMany = whenMany;
    }

    @Override
    public void matched(Match match) {
        if (Sensors.isNothing(match)) {
            return;
        }
        sightings.add(sighting(match));
        if (sightings.size() >= MANY) {
            whenMany.accept(this);
        }
    }

    @Override
    public void learned(LearnedKey key) {
        learned.add(new SessionKey(TokenId.of(key.token()), key.accessKeyId(), clock.instant(), key.expires()));
    }

    @Override
    public void malformed(MalformedRecord record) {
        quarantine(record.offset(), record.reason(), record.head());
    }

    void quarantine(long offset, String reason, byte[] head) {
        quarantined.add(new Quarantine.Entry(batch.origin(), offset, reason, head, clock.instant()));
    }

    private Sighting sighting(Match match) {
        Instant now = clock.instant();
        String sha256 = sha256(match.record());
        return new Sighting(
                Uuid7.next(clock),
                identity(match.facts(), sha256),
                Sensors.tokenOf(match),
                SightingKind.of(match.kind()),
                Disposition.DEFERRED,
                match.facts(),
                batch.authenticated(),
                time(match.facts().eventTime(), now),
                now,
                match.matchedBy(),
                Map.of(batch.path(), batch.receivedAt()),
                match.record(),
                sha256,
                null);
    }

    private static SightingId identity(RecordFacts facts, String sha256) {
        String id = facts.originalEventId() == null ? facts.eventId() : facts.originalEventId();
        String eventId = id == null || id.isEmpty() ? sha256 : id;
        if (facts.family() == RecordFacts.Family.HEALTH) {
            return new SightingId.HealthId(eventId);
        }
        String account = facts.recipientAccountId();
        return new SightingId.RecordId(eventId, account == null ? "" : account);
    }

    private static Instant time(@Nullable String text, Instant otherwise) {
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return otherwise; // the record stays, its time is as good as unknown
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
