package io.keycanary.intake;

import io.keycanary.detect.RecordFacts;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId;
import io.keycanary.incident.SightingKind;
import io.keycanary.pipeline.JsonText;
import io.keycanary.source.Checkpoint;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.LastUse;
import io.keycanary.source.LastUse.Net;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Uuid7;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What becomes of a last use that IAM shows. A drill of ours explains it, or a sighting of the same time, which then has
 * arrived by one more path. What nothing explains within an hour, because other paths may be late, is a sighting of its
 * own: a use that no log shows. What IAM says of each service needs a sighting of that service; of several calls within
 * 15 minutes the other data shows one.
 */
final class LastUses {
    /** IAM shows the first use of a span of 15 minutes (IAM user guide, credential reports). */
    private static final Duration SPAN = Duration.ofMinutes(15);

    private static final Duration OTHERS_FIRST = Duration.ofHours(1);
    private static final int MANY = 1_000;

    private static final Map<String, Set<String>> OTHER_NAMES = Map.of(
            "cloudwatch", Set.of("monitoring"),
            "ses", Set.of("email"),
            "servicequotas", Set.of("servicequotas", "service-quotas"),
            "bedrock", Set.of("bedrock-runtime", "bedrock-agent"));

    private final Casework casework;
    private final InstantSource clock;

    LastUses(Casework casework, InstantSource clock) {
        this.casework = casework;
        this.clock = clock;
    }

    void take(Stores stores, LastUse use) {
        stores.tokens().lock(use.token());
        String source = "last-used/"
                + (use.net() == Net.KEY ? use.accessKeyId() : use.token() + "/" + use.net() + "/" + use.service());
        Optional<CanaryToken> token = stores.tokens().find(use.token());
        boolean known = stores.checkpoints().position(source).stream()
                .anyMatch(last -> !use.at().isAfter(Instant.parse(last)));
        if (known || token.isEmpty() || use.at().isBefore(token.get().facts().plannedAt())) {
            return;
        }
        if (isSettled(stores, use, token.get())) {
            stores.checkpoints().put(new Checkpoint(source, use.at().toString()));
        }
    }

    private boolean isSettled(Stores stores, LastUse use, CanaryToken token) {
        if (byDrill(stores, use)) {
            return true;
        }
        Instant now = clock.instant();
        Optional<Sighting> seen = seen(stores, use);
        if (seen.isPresent()) {
            stores.incidents().put(seen.get().arrived(DetectionPath.LAST_USED, now));
            return true;
        }
        if (now.isBefore(use.at().plus(OTHERS_FIRST))) {
            return false;
        }
        casework.take(stores, sighting(use, token, now), DetectionPath.LAST_USED);
        return true;
    }

    /** A drill calls STS and nothing else. */
    private static boolean byDrill(Stores stores, LastUse use) {
        if (use.net() != Net.KEY && !use.service().equals("sts")) {
            return false;
        }
        return stores.ownCalls().begun(use.at().minus(SPAN), use.at().plus(SPAN)).stream()
                .anyMatch(drill -> drill.token().equals(use.token()));
    }

    private static Optional<Sighting> seen(Stores stores, LastUse use) {
        Stream<Sighting> ofIncidents = Stream.of(
                        stores.incidents().openIncident(use.token()),
                        stores.incidents().lastResolved(use.token()))
                .flatMap(Optional::stream)
                .map(Incident::id)
                .flatMap(id -> stores.incidents().newest(id, MANY).stream());
        Stream<Sighting> expected =
                stores
                        .incidents()
                        .withDisposition(Disposition.EXPECTED, use.at().minus(SPAN), MANY)
                        .stream();
        return Stream.concat(ofIncidents, expected)
                .filter(sighting -> sighting.token().equals(use.token()) && sighting.kind() == SightingKind.USE)
                .filter(sighting -> use.net() == Net.KEY || isOfService(sighting, use.service()))
                .filter(sighting ->
                        Duration.between(sighting.happenedAt(), use.at()).abs().compareTo(SPAN) <= 0)
                .findFirst();
    }

    /** Records name a few services otherwise than IAM does (service authorization reference; CloudTrail records). */
    private static boolean isOfService(Sighting sighting, String service) {
        String source = sighting.facts().eventSource();
        String name = source == null ? "" : source.replace(".amazonaws.com", "");
        return name.equals(service)
                || OTHER_NAMES.getOrDefault(service, Set.of()).contains(name);
    }

    private Sighting sighting(LastUse use, CanaryToken token, Instant now) {
        byte[] answer = JsonText.compact(JsonText.object(
                        "accessKeyId", use.accessKeyId(),
                        "lastUsedDate", use.at().toString(),
                        "serviceName", use.service(),
                        "region", use.region()))
                .getBytes(StandardCharsets.UTF_8);
        return new Sighting(
                Uuid7.next(clock),
                new SightingId.LastUsedId(use.at(), use.service(), use.region()),
                use.token(),
                SightingKind.USE,
                Disposition.DEFERRED,
                facts(use, token),
                true,
                use.at(),
                now,
                List.of(use.net().call()),
                Map.of(DetectionPath.LAST_USED, now),
                answer,
                Findings.sha256(answer),
                null);
    }

    private static RecordFacts facts(LastUse use, CanaryToken token) {
        return new RecordFacts(
                RecordFacts.Family.CLOUDTRAIL,
                null,
                use.at().toString(),
                use.service() + ".amazonaws.com",
                null,
                null,
                use.region(),
                null,
                null,
                null,
                null,
                use.accessKeyId().isEmpty() ? null : use.accessKeyId(),
                token.identity().principalId(),
                token.identity().userArn(),
                token.identity().userName(),
                null,
                token.account().id(),
                null,
                null,
                null);
    }
}
