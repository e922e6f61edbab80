package io.keycanary.intake;

import io.keycanary.alert.Alert;
import io.keycanary.detect.RecordFacts;
import io.keycanary.incident.AlertBudget;
import io.keycanary.incident.Disposition;
import io.keycanary.incident.Incident;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.Novelty;
import io.keycanary.incident.Severity;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.Verdict;
import io.keycanary.source.DetectionPath;
import io.keycanary.token.AccessKey;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.KeyIds;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import io.keycanary.token.Uuid7;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows for the contracts. */
public final class Example {
    /** When everything happens. */
    public static final Instant T = Instant.parse("2026-11-23T12:00:00.123456Z");

    private static final String ACCOUNT = "111122223333";
    private static final String ADDRESS = "198.51.100.7";
    private static long tick;

    private Example() {}

    /** Ascending, as ids are that were made one after the other. */
    public static synchronized UUID id() {
        tick++;
        return Uuid7.next(InstantSource.fixed(T.plusMillis(tick)));
    }

    /** A token of its own identifiers. */
    public static CanaryToken token() {
        TokenId id = new TokenId(id());
        return token(
                id, KeyIds.accessKey(ACCOUNT), "arn:aws:iam::" + ACCOUNT + ":user/" + id, KeyIds.principal(ACCOUNT));
    }

    static CanaryToken token(TokenId id, String key, @Nullable String arn, @Nullable String principal) {
        return new CanaryToken(
                id,
                "label of " + id.shortForm(),
                new Account.LocalAccount(ACCOUNT),
                new DecoyIdentity(arn, principal),
                List.of(new AccessKey(key, T, null, true)),
                new CanaryToken.Stewardship("owner", "purpose", "playbook"),
                TokenFacts.planned(T).issued(T.plusSeconds(1), new TokenFacts.Audit(T.plusSeconds(2), true)));
    }

    static CanaryToken withKeys(CanaryToken token, AccessKey... keys) {
        return new CanaryToken(
                token.id(),
                token.label(),
                token.account(),
                token.identity(),
                List.of(keys),
                token.stewardship(),
                token.facts());
    }

    /** A sighting of its own record. */
    public static Sighting sighting(TokenId token, Disposition disposition, @Nullable UUID incident) {
        return sighting(
                token, new SightingId.RecordId(id().toString(), ACCOUNT), facts(ADDRESS), T, disposition, incident);
    }

    static Sighting sighting(
            TokenId token,
            SightingId identity,
            RecordFacts facts,
            Instant at,
            Disposition disposition,
            @Nullable UUID incident) {
        return new Sighting(
                id(),
                identity,
                token,
                SightingKind.USE,
                disposition,
                facts,
                true,
                at,
                at.plusSeconds(60),
                List.of("userIdentity.accessKeyId", "userIdentity.arn"),
                Map.of(DetectionPath.FILES, at.plusSeconds(60)),
                new byte[] {0, 1, -1, '{'},
                "5feceb66",
                incident);
    }

    static Sighting from(String address, TokenId token, UUID incident, boolean authenticated) {
        return from(address, token, incident, authenticated, T);
    }

    static Sighting from(String address, TokenId token, UUID incident, boolean authenticated, Instant happened) {
        Sighting s = sighting(token, Disposition.ALERT, incident);
        return new Sighting(
                s.id(),
                s.identity(),
                token,
                s.kind(),
                s.disposition(),
                facts(address),
                authenticated,
                happened,
                s.knownAt(),
                s.matchedBy(),
                s.arrivals(),
                s.record(),
                s.sha256(),
                incident);
    }

    static RecordFacts facts(@Nullable String address) {
        return facts(address, "aws-cli/2.15");
    }

    static RecordFacts facts(@Nullable String address, String userAgent) {
        return new RecordFacts(
                RecordFacts.Family.CLOUDTRAIL,
                "8d1e",
                T.toString(),
                "sts.amazonaws.com",
                "GetCallerIdentity",
                "AwsApiCall",
                "eu-west-1",
                address,
                userAgent,
                null,
                null,
                "AKIAQTESTTESTTESTTES",
                "AIDAQTESTTESTTESTTEST",
                null,
                null,
                "request-1",
                ACCOUNT,
                true,
                null,
                null);
    }

    /** An incident with one sighting and no work done. */
    public static Incident incident(TokenId token) {
        return incident(id(), token, IncidentState.OPEN, null, null, 0, 1);
    }

    static Incident resolved(TokenId token, Instant at) {
        return incident(id(), token, IncidentState.RESOLVED, at, null, 0, 1);
    }

    static Incident incident(
            UUID id,
            TokenId token,
            IncidentState state,
            @Nullable Instant resolvedAt,
            @Nullable UUID campaign,
            int waiting,
            long version) {
        Set<Novelty> seen = new LinkedHashSet<>();
        seen.add(new Novelty(Novelty.Aspect.SERVICE, "sts.amazonaws.com"));
        seen.add(new Novelty(Novelty.Aspect.KIND, "USE"));
        return new Incident(
                id,
                token,
                state,
                resolvedAt == null ? null : Verdict.TRUE_POSITIVE,
                Severity.HIGH,
                T,
                T.minusSeconds(60),
                T.plusSeconds(60),
                1,
                true,
                seen,
                new AlertBudget(T, 1, waiting),
                null,
                campaign,
                new Incident.Times(T.plusSeconds(5), null, resolvedAt),
                version);
    }

    /** An alert about an incident. */
    public static Alert alert(@Nullable UUID incident, Instant at) {
        return new Alert(
                id(),
                Alert.Reason.FIRST_SIGHTING,
                Severity.CRITICAL,
                incident,
                new TokenId(id()),
                "file ~/.aws/credentials",
                "credential check",
                ADDRESS,
                T,
                "rotate",
                "keycanary incident show",
                List.of("one", "two"),
                at);
    }
}
