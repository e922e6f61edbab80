package io.keycanary.intake;

import io.keycanary.detect.RecordFacts;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId.AlarmId;
import io.keycanary.incident.SightingKind;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.JsonText;
import io.keycanary.source.AlarmNotice;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.TokenId;
import io.keycanary.token.Uuid7;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of an alarm for which nobody found a record. A use that another path brought explains it, and has then arrived
 * by one more path. Otherwise it is a sighting of its own, in an incident of the pipeline, because it is not known which
 * decoy was used; the first record that is found later makes that incident one of its token.
 */
final class Alarms {
    /** From a use to the notice: about 5 minutes to the log group, and two more to the alarm; both may be late. */
    private static final Duration BEFORE = Duration.ofMinutes(20);

    private static final int MANY = 1_000;

    private final Casework casework;
    private final InstantSource clock;

    Alarms(Casework casework, InstantSource clock) {
        this.casework = casework;
        this.clock = clock;
    }

    void take(Stores stores, AlarmNotice notice) {
        AlarmId identity = new AlarmId(notice.alarmArn(), notice.rangAt());
        TokenId pipeline = TokenId.ofPipeline(notice.accountId(), notice.pipeline());
        if (stores.incidents().sighting(identity, pipeline).isPresent()) {
            return;
        }
        Optional<Sighting> use = explaining(stores, notice);
        if (use.isPresent()) {
            stores.incidents().put(use.get().arrived(DetectionPath.TRAIL_LOGS, notice.receivedAt()));
        } else {
            casework.take(stores, sighting(identity, pipeline, notice), DetectionPath.TRAIL_LOGS);
        }
    }

    private static Optional<Sighting> explaining(Stores stores, AlarmNotice notice) {
        Instant from = notice.rangAt().minus(BEFORE);
        return Stream.of(Disposition.ALERT, Disposition.DRILL, Disposition.EXPECTED, Disposition.DEFERRED)
                .flatMap(disposition -> stores.incidents().withDisposition(disposition, from, MANY).stream())
                .filter(sighting -> sighting.kind() == SightingKind.USE)
                .filter(sighting -> !sighting.happenedAt().isBefore(from)
                        && !sighting.happenedAt().isAfter(notice.rangAt()))
                .filter(sighting -> stores.tokens().find(sighting.token()).stream()
                        .anyMatch(token -> token.account().id().equals(notice.accountId())))
                .findFirst();
    }

    private Sighting sighting(AlarmId identity, TokenId pipeline, AlarmNotice notice) {
        byte[] record = JsonText.compact(JsonText.object(
                        "alarmArn", notice.alarmArn(),
                        "stateChangeTime", notice.rangAt().toString(),
                        "received", notice.receivedAt().toString()))
                .getBytes(StandardCharsets.UTF_8);
        return new Sighting(
                Uuid7.next(clock),
                identity,
                pipeline,
                SightingKind.USE,
                Disposition.DEFERRED,
                facts(notice),
                true,
                notice.rangAt(),
                clock.instant(),
                List.of(),
                Map.of(DetectionPath.TRAIL_LOGS, notice.receivedAt()),
                record,
                Findings.sha256(record),
                null);
    }

    /** An alarm counts uses: it knows of no call. */
    private static RecordFacts facts(AlarmNotice notice) {
        return RecordFacts.withoutCall(notice.rangAt().toString(), null, null, notice.accountId());
    }

    /** The open incident of an alarm that rang for this use, where nothing else is in it. */
    static Optional<Incident> rangFor(Stores stores, CanaryToken token, Sighting use) {
        if (use.kind() != SightingKind.USE || token.id().isPipeline()) {
            return Optional.empty();
        }
        return stores.pipelines().all().stream()
                .map(InstalledPipeline::site)
                .filter(site -> site.accountId().equals(token.account().id()))
                .flatMap(site -> stores.incidents().openIncident(site.id()).stream())
                .filter(incident -> isAbout(stores.incidents().newest(incident.id(), MANY), use))
                .findFirst();
    }

    private static boolean isAbout(List<Sighting> sightings, Sighting use) {
        List<Instant> rang = sightings.stream()
                .map(sighting -> sighting.identity() instanceof AlarmId alarm ? alarm.at() : null)
                .filter(Objects::nonNull)
                .toList();
        return rang.size() == sightings.size()
                && rang.stream()
                        .anyMatch(at -> !use.happenedAt().isAfter(at)
                                && !use.happenedAt().isBefore(at.minus(BEFORE)));
    }
}
