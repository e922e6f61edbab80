package io.keycanary.intake;

import io.keycanary.detect.Match;
import io.keycanary.detect.MatchKind;
import io.keycanary.detect.RecordFacts;
import io.keycanary.detect.WatchedSensor;
import io.keycanary.incident.Triage;
import io.keycanary.pipeline.InstalledPipeline;
import io.keycanary.pipeline.SensorArns;
import io.keycanary.pipeline.Site;
import io.keycanary.source.Checkpoint;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyIdentity;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.TokenFacts;
import io.keycanary.token.TokenId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The parts of pipelines as what somebody may act on. A pipeline has one incident at a time, like a token, and stands in
 * it under an id of its own; it is in no list of tokens.
 */
public final class Sensors {
    private static final char BETWEEN = '#';

    /** What CloudTrail does for a trail all the time, by itself and by the role that the pipeline gives it. */
    private static final Set<String> ROUTINE = Set.of("CreateLogStream", "PutLogEvents");

    private Sensors() {}

    /** All parts of all pipelines, as the detector wants them. */
    static List<WatchedSensor> watched(Stores stores, List<CanaryToken> tokens) {
        List<WatchedSensor> all = new ArrayList<>();
        for (ManagedAccount account : stores.accounts().all()) {
            List<CanaryToken> inside = tokens.stream()
                    .filter(token -> token.account().equals(account.account()))
                    .toList();
            stores.pipelines().all().stream()
                    .filter(one ->
                            one.site().accountId().equals(account.account().id()))
                    .forEach(one -> SensorArns.of(one, inside, List.of(account.path()))
                            .forEach(arn ->
                                    all.add(new WatchedSensor(one.site().id() + "" + BETWEEN + all.size(), arn))));
        }
        return all;
    }

    /** The token of a match, or what stands for the pipeline whose part it is. */
    static TokenId tokenOf(Match match) {
        int end = match.token().indexOf(BETWEEN);
        return TokenId.of(end < 0 ? match.token() : match.token().substring(0, end));
    }

    /** Whether a call only reads a part of a pipeline, or is the routine of an AWS service: neither is tampering. */
    static boolean isNothing(Match match) {
        RecordFacts facts = match.facts();
        boolean service = facts.userArn() == null
                && facts.accessKeyId() == null
                && String.valueOf(facts.sourceIp()).endsWith(".amazonaws.com");
        return match.kind() == MatchKind.TAMPER
                && match.token().indexOf(BETWEEN) >= 0
                && (service || Triage.reads(facts));
    }

    /** Whether CloudTrail made the call by the role that it has from this pipeline, and one that it is for. */
    static boolean isRoutine(Stores stores, TokenId id, RecordFacts facts) {
        return id.isPipeline()
                && facts.userArn() != null
                && ROUTINE.contains(String.valueOf(facts.eventName()))
                && stores.pipelines().all().stream()
                        .map(InstalledPipeline::site)
                        .filter(site -> site.id().equals(id))
                        .anyMatch(site -> facts.userArn().startsWith(sessionOf(site)));
    }

    private static String sessionOf(Site site) {
        return "arn:" + site.partition() + ":sts::" + site.accountId() + ":assumed-role/" + site.logRole() + "/";
    }

    /** What an incident is about: a token, or a pipeline, also one that was removed since. */
    public static Optional<CanaryToken> find(Stores stores, TokenId id) {
        return id.isPipeline()
                ? stores.checkpoints().position(source(id)).map(Sensors::standIn)
                : stores.tokens().find(id);
    }

    /** The same, and what it found of a pipeline is remembered, because its incidents outlive it. */
    static Optional<CanaryToken> findAndKeep(Stores stores, TokenId id) {
        if (id.isPipeline()) {
            stores.pipelines().all().stream()
                    .map(InstalledPipeline::site)
                    .filter(site -> site.id().equals(id))
                    .forEach(site ->
                            stores.checkpoints().put(new Checkpoint(source(id), site.accountId() + " " + site.name())));
        }
        return find(stores, id);
    }

    private static String source(TokenId id) {
        return "pipeline-incidents/" + id;
    }

    private static CanaryToken standIn(String kept) {
        String[] words = kept.split(" ", 2);
        return new CanaryToken(
                TokenId.ofPipeline(words[0], words[1]),
                "pipeline " + words[1],
                new Account.AwsAccount(words[0]),
                DecoyIdentity.UNKNOWN,
                List.of(),
                CanaryToken.Stewardship.NONE,
                TokenFacts.planned(Instant.EPOCH));
    }
}
