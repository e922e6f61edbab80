package io.keycanary.alert;

import io.keycanary.incident.Attempt;
import io.keycanary.incident.ClaimedTool;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Novelty;
import io.keycanary.incident.Risk;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SightingId;
import io.keycanary.incident.SightingKind;
import io.keycanary.incident.SourceLookup;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import io.keycanary.token.Printable;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words of an alert, in the order in which a woken analyst asks. They quote records: whoever prints them escapes. */
public final class Wording {
    private static final int USER_AGENT_CHARS = 120;

    private static final String PIPELINE_STEP = "Find out who did that and run 'keycanary pipeline status', then"
            + " 'apply': until it is mended, a use of a decoy may stay unseen.";

    private Wording() {}

    /** What leaked: the place where the key was planted, or what is known instead. */
    public static String leaked(CanaryToken token, List<Placement> places) {
        if (token.id().isPipeline()) {
            return token.label() + " of account " + token.account().id() + ", which watches the decoys";
        }
        List<String> standing = places.stream()
                .filter(p -> p.state() != Placement.State.REMOVED)
                .map(p -> word(p.kind()) + " " + p.location())
                .toList();
        return standing.isEmpty()
                ? "token " + token.label() + " (no place recorded)"
                : String.join(", ", standing) + " (token " + token.label() + ")";
    }

    private static String word(Placement.Kind kind) {
        return switch (kind) {
            case REPOSITORY -> "repository";
            case CI -> "CI/CD";
            case HOST -> "host";
            case SECRET_STORE -> "secret store";
            case OTHER -> "at";
        };
    }

    /** What was tried: {@code recon (ec2:DescribeInstances), refused: Client.UnauthorizedOperation}. */
    public static String tried(Sighting sighting) {
        if (sighting.identity() instanceof SightingId.FindingId finding) {
            String found = sighting.token().isPipeline()
                    ? "an audit found what watches the decoys not as it should be: "
                    : "an audit found what was not so before: ";
            return found + finding.statement() + " (" + finding.check() + ")";
        }
        if (sighting.identity() instanceof SightingId.AlarmId alarm) {
            return "a decoy of the account was used: the alarm rang at " + alarm.at()
                    + ", and no record says so far which and how";
        }
        Attempt attempt = sighting.attempt();
        String error = sighting.facts().errorCode();
        String call = attempt.objective().words() + " (" + attempt.call() + ")";
        String kind = switch (sighting.kind()) {
            case USE -> call;
            case TAMPER ->
                (sighting.token().isPipeline()
                                ? "somebody changed what watches the decoys: "
                                : "another identity acted on the decoy: ")
                        + call;
            case EXPOSURE -> "AWS reports the key as public: " + call;
        };
        String signed = sighting.authenticated() ? "" : ", with a wrong signature";
        return kind + signed + (error == null ? "" : ", refused: " + error);
    }

    /** From where: address, what is known about it, region, and what the caller says it is: the tool, or its own words when we know none. */
    public static String from(Sighting sighting, SourceLookup sources) {
        if (sighting.identity() instanceof SightingId.FindingId) {
            return "unknown (an audit does not see who)";
        }
        if (sighting.identity() instanceof SightingId.AlarmId) {
            return "unknown (an alarm does not say who)";
        }
        String address = orUnknown(sighting.facts().sourceIp());
        String known = sources.of(sighting.facts().sourceIp()).words();
        String region = orUnknown(sighting.facts().awsRegion());
        return address + (known.isEmpty() ? "" : " (" + known + ")") + " in " + region
                + client(sighting.facts().userAgent());
    }

    private static String client(@Nullable String userAgent) {
        return ClaimedTool.of(userAgent)
                .map(name -> ", claims to be " + name)
                .orElseGet(() -> userAgent == null || userAgent.isBlank()
                        ? ""
                        : ", user agent \"" + Printable.line(userAgent, USER_AGENT_CHARS) + "\"");
    }

    private static String orUnknown(@Nullable String text) {
        return text == null || text.isEmpty() ? "unknown" : text;
    }

    /** What to do now. */
    public static String todo(CanaryToken token, SightingKind kind, boolean authenticated) {
        return withOwner(
                token.id().isPipeline() ? ofPipeline(kind) : step(kind, authenticated),
                token.stewardship().owner(),
                token.stewardship().playbook());
    }

    /**
     * What to do now, where a playbook says it.
     *
     * @param step one line
     * @param playbook the name of the one that runs
     */
    public static String todo(CanaryToken token, String step, String playbook) {
        return withOwner(step, token.stewardship().owner(), playbook);
    }

    private static String ofPipeline(SightingKind kind) {
        return kind == SightingKind.USE
                ? "Search the log group of the pipeline for who is on the path of the decoys ('keycanary pipeline export"
                        + " --as cloudwatch-insights' writes the question); what is found later joins this incident."
                : PIPELINE_STEP;
    }

    private static String withOwner(String step, String owner, String playbook) {
        return step
                + (owner.isEmpty() ? "" : " Owner: " + owner + ".")
                + (playbook.isEmpty() ? "" : " Playbook: " + playbook + ".");
    }

    private static String step(SightingKind kind, boolean authenticated) {
        if (!authenticated) {
            return "Somebody knows the key id, but not the secret: find out where the id alone was to be seen.";
        }
        return switch (kind) {
            case USE ->
                "Somebody has read that place: rotate the real secrets beside it, find who could read it, and"
                        + " search your logs for the source.";
            case EXPOSURE -> "The place is public: rotate every real secret beside it, then take it down.";
            case TAMPER -> "Find out who that identity is; if nobody answers for it, treat it as compromised.";
        };
    }

    /** The novelties as further lines. */
    public static List<String> news(Collection<Novelty> novelties) {
        return novelties.stream().map(n -> "new: " + n).collect(Collectors.toList());
    }

    /** The incident so far, and how far the intruder went: a line each. */
    public static List<String> soFar(Incident incident, Attempt attempt) {
        return List.of(
                incident.sightings() + (incident.sightings() == 1 ? " sighting" : " sightings") + ", severity "
                        + incident.severity() + ", techniques of this call: " + techniques(attempt),
                "risk " + Risk.of(incident).words());
    }

    /** {@code T1098.001 (persistence)}: ids of ATT&amp;CK with their tactics. */
    public static String techniques(Attempt attempt) {
        return attempt.techniques().stream()
                .map(technique -> technique.id() + " (" + technique.tactic().words() + ")")
                .collect(Collectors.joining(", "));
    }
}
