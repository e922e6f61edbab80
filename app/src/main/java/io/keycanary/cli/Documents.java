package io.keycanary.cli;

import io.keycanary.alert.Alert;
import io.keycanary.alert.QuietRule;
import io.keycanary.incident.ClaimedTool;
import io.keycanary.incident.ExpectedUse;
import io.keycanary.incident.ExpectedUse.AllTokens;
import io.keycanary.incident.ExpectedUse.NamedTokens;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Note;
import io.keycanary.incident.Risk;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SourceLookup;
import io.keycanary.incident.Tactic;
import io.keycanary.token.AccessKey;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.KeyIds;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.Placement;
import io.keycanary.token.TokenId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How things look in JSON: members are named as in the REST API, states in capitals, kinds in small letters. */
final class Documents {
    private Documents() {}

    static Map<String, @Nullable Object> of(CanaryToken token) {
        return new Fields()
                .with("id", token.id())
                .with("label", token.label())
                .with("state", token.state())
                .with("account", token.account().id())
                .with("userArn", token.identity().userArn())
                .with("principalId", token.identity().principalId())
                .with("keys", token.keys().stream().map(Documents::of).toList())
                .with("owner", token.stewardship().owner())
                .with("purpose", token.stewardship().purpose())
                .with("playbook", token.stewardship().playbook())
                .with("tags", List.copyOf(token.stewardship().tags()))
                .with("plannedAt", token.facts().plannedAt())
                .with("issuedAt", token.facts().issuedAt())
                .with("lastProofAt", token.facts().lastProofAt())
                .with("exposedAt", token.facts().exposedAt())
                .with("retiredAt", token.facts().retiredAt())
                .map();
    }

    private static Map<String, @Nullable Object> of(AccessKey key) {
        return new Fields()
                .with("id", key.id())
                .with("since", key.since())
                .with("replacedAt", key.replacedAt())
                .with("active", key.active())
                .map();
    }

    static Map<String, @Nullable Object> of(ManagedAccount account) {
        return new Fields()
                .with("name", account.name())
                .with("id", account.account().id())
                .with("path", account.path())
                .with("tagKey", account.tag().key())
                .with("tagValue", account.tag().value())
                .with("region", account.access().region())
                .with("profile", account.access().profile())
                .with("roleArn", account.access().roleArn())
                .with("externalId", account.access().externalId())
                .with("endpoint", account.access().endpoint())
                .with("addedAt", account.addedAt())
                .map();
    }

    static Map<String, @Nullable Object> of(Placement place) {
        return new Fields()
                .with("id", place.id())
                .with("token", place.token())
                .with("kind", small(place.kind()))
                .with("location", place.location())
                .with("format", place.format())
                .with("state", place.state())
                .with("plannedAt", place.plannedAt())
                .with("plantedAt", place.plantedAt())
                .with("checkedAt", place.checkedAt())
                .map();
    }

    static Map<String, @Nullable Object> of(Incident incident) {
        return new Fields()
                .with("id", incident.id())
                .with("token", incident.token())
                .with("state", incident.state())
                .with("verdict", incident.verdict())
                .with("severity", incident.severity())
                .with("openedAt", incident.openedAt())
                .with("firstSeenAt", incident.firstSeenAt())
                .with("lastSeenAt", incident.lastSeenAt())
                .with("sightings", incident.sightings())
                .with("risk", of(Risk.of(incident)))
                .with("authenticated", incident.authenticated())
                .with("seen", incident.seen().stream().map(Object::toString).toList())
                .with("previous", incident.previous())
                .with("campaign", incident.campaign())
                .with("acknowledgedAt", incident.times().acknowledgedAt())
                .with("containedAt", incident.times().containedAt())
                .with("resolvedAt", incident.times().resolvedAt())
                .with("version", incident.version())
                .map();
    }

    private static Map<String, @Nullable Object> of(Risk risk) {
        return new Fields()
                .with("score", risk.score())
                .with("grade", risk.grade())
                .with(
                        "reasons",
                        risk.reasons().stream()
                                .map(reason -> new Fields()
                                        .with("points", reason.points())
                                        .with("words", reason.words())
                                        .map())
                                .toList())
                .map();
    }

    static Map<String, @Nullable Object> of(Sighting sighting) {
        return new Fields()
                .with("id", sighting.id())
                .with("kind", small(sighting.kind()))
                .with("authenticated", sighting.authenticated())
                .with("happenedAt", sighting.happenedAt())
                .with("knownAt", sighting.knownAt())
                .with("objective", sighting.attempt().objective().words())
                .with("techniques", sighting.attempt().techniqueIds())
                .with(
                        "tactics",
                        sighting.attempt().tactics().stream().map(Tactic::words).toList())
                .with("call", sighting.attempt().call())
                .with("errorCode", sighting.facts().errorCode())
                .with("sourceIp", sighting.facts().sourceIp())
                .with("awsRegion", sighting.facts().awsRegion())
                .with("userAgent", sighting.facts().userAgent())
                .with(
                        "claimedTool",
                        ClaimedTool.of(sighting.facts().userAgent()).orElse(null))
                .with("accessKeyId", sighting.facts().accessKeyId())
                .with(
                        "keyAccount",
                        KeyIds.accountNamedBy(sighting.facts().accessKeyId()).orElse(null))
                .with("matchedBy", sighting.matchedBy())
                .with("arrivals", arrivals(sighting))
                .map();
    }

    /** The same with what is known about its source now. */
    static Map<String, @Nullable Object> of(Sighting sighting, SourceLookup sources) {
        Map<String, @Nullable Object> document = of(sighting);
        document.put("source", sources.of(sighting.facts().sourceIp()).words());
        return document;
    }

    static Map<String, @Nullable Object> of(QuietRule rule) {
        return new Fields()
                .with("id", rule.id())
                .with("channels", rule.channels().stream().sorted().toList())
                .with("tokens", rule.tokens().isEmpty() ? null : List.copyOf(rule.tokens()))
                .with("atMost", rule.atMost())
                .with("from", rule.from())
                .with("until", rule.until())
                .with("reason", rule.reason())
                .with("addedBy", rule.addedBy())
                .map();
    }

    static Map<String, @Nullable Object> of(ExpectedUse rule) {
        return new Fields()
                .with("id", rule.id())
                .with("tokens", tokens(rule.scope()))
                .with("network", rule.network().text())
                .with("from", rule.from())
                .with("until", rule.until())
                .with("reason", rule.reason())
                .with("addedBy", rule.addedBy())
                .map();
    }

    /** Null for all. */
    private static @Nullable List<TokenId> tokens(ExpectedUse.Scope scope) {
        return switch (scope) {
            case AllTokens all -> null;
            case NamedTokens named -> List.copyOf(named.tokens());
        };
    }

    private static Map<String, @Nullable Object> arrivals(Sighting sighting) {
        Fields fields = new Fields();
        sighting.arrivals().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(arrival -> fields.with(arrival.getKey().word(), arrival.getValue()));
        return fields.map();
    }

    static Map<String, @Nullable Object> of(Note note) {
        return new Fields()
                .with("at", note.at())
                .with("author", note.author())
                .with("action", note.action())
                .with("text", note.text())
                .map();
    }

    static Map<String, @Nullable Object> of(Alert alert) {
        return new Fields()
                .with("id", alert.id())
                .with("reason", alert.reason())
                .with("severity", alert.severity())
                .with("leaked", alert.leaked())
                .with("tried", alert.tried())
                .with("from", alert.from())
                .with("since", alert.since())
                .with("todo", alert.todo())
                .with("link", alert.link())
                .with("details", List.copyOf(alert.details()))
                .with("createdAt", alert.createdAt())
                .map();
    }

    static String small(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
