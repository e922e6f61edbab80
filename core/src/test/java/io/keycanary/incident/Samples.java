package io.keycanary.incident;

import io.keycanary.detect.RecordFacts;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.TokenId;
import io.keycanary.token.Uuid7;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sightings for tests. Constants only: what a test is about, it says itself. */
final class Samples {
    static final Instant T = Instant.parse("2026-11-23T12:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(T);
    static final TokenId TOKEN = TokenId.of("019ab000-0000-7000-8000-00000000000a");

    private Samples() {}

    static Sighting use(String source, String name, String ip, @Nullable String error) {
        return sighting(SightingKind.USE, facts(source, name, ip, error, null), true);
    }

    static Sighting sighting(SightingKind kind, RecordFacts facts, boolean authenticated) {
        return new Sighting(
                Uuid7.next(CLOCK),
                new SightingId.RecordId(Uuid7.next(CLOCK).toString(), "111122223333"),
                TOKEN,
                kind,
                Disposition.DEFERRED,
                facts,
                authenticated,
                T,
                T,
                List.of("userIdentity.accessKeyId"),
                Map.of(DetectionPath.FILES, T),
                new byte[0],
                "",
                null);
    }

    static RecordFacts facts(
            String source, String name, String ip, @Nullable String error, @Nullable Boolean readOnly) {
        return new RecordFacts(
                RecordFacts.Family.CLOUDTRAIL,
                "e",
                T.toString(),
                source,
                name,
                "AwsApiCall",
                "eu-west-1",
                ip,
                "curl/8",
                error,
                null,
                "AKIAQTESTTESTTESTTES",
                null,
                null,
                null,
                "request-1",
                "111122223333",
                readOnly,
                null,
                null);
    }
}
