package io.keycanary.app;

import io.keycanary.alert.EscalationChain;
import io.keycanary.alert.Hours;
import io.keycanary.alert.Routing;
import io.keycanary.alert.Scope;
import io.keycanary.audit.Area;
import io.keycanary.channel.ChannelSettings;
import io.keycanary.enrich.EnrichSettings;
import io.keycanary.hook.WebhookHookSettings;
import io.keycanary.incident.Severity;
import io.keycanary.respond.ActionKind;
import io.keycanary.token.NamePattern;
import io.keycanary.token.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user can set; the defaults are in {@link #DEFAULT}.
 *
 * @param db a file, relative to the home folder, or {@code jdbc:postgresql://...}
 * @param account 12-digit id of the {@code local} account; null lets the first token choose a plausible one
 * @param watch folders of CloudTrail files
 * @param issue what holds for new tokens where nothing else is said
 * @param enrich files that say something about addresses
 * @param respond how response actions are done
 * @param channels alert channels
 * @param escalation who is told when nobody acknowledges
 * @param reports by which channels reports go
 * @param drills how often each token is drilled; null for never
 * @param audit how often the server audits
 * @param policy what people decided about decoys
 */
record Settings(
        String db,
        @Nullable String account,
        Server server,
        Endpoint endpoint,
        List<Path> watch,
        Issue issue,
        EnrichSettings enrich,
        Respond respond,
        List<Channel> channels,
        EscalationChain escalation,
        Reports reports,
        @Nullable Duration drills,
        Audit audit,
        Policy policy) {
    static final Settings DEFAULT = new Settings(
            "keycanary.db",
            null,
            new Server("127.0.0.1", 8440, null),
            new Endpoint("127.0.0.1", 8441, null, null, null),
            List.of(),
            new Issue("", "", "", null),
            EnrichSettings.NONE,
            Respond.NONE,
            List.of(new Channel(new ChannelSettings.Console("console", false), Severity.LOW, Scope.ALL, null, null)),
            EscalationChain.NONE,
            new Reports(List.of(), List.of(), ZoneId.of("UTC"), null),
            null,
            new Audit(Duration.ofHours(4), Set.of()),
            new Policy("", List.of(), List.of(), Duration.ofDays(365)));

    /** How often a channel gets a sign of life, by its name. */
    Map<String, Duration> heartbeats() {
        Map<String, Duration> every = new HashMap<>();
        for (Channel channel : channels) {
            if (channel.heartbeat() != null) {
                every.put(channel.settings().name(), channel.heartbeat());
            }
        }
        return every;
    }

    /** Secrets of the channels whose service tells us what is done there, by their names. */
    Map<String, Secret> hooks() {
        Map<String, Secret> secrets = new HashMap<>();
        for (Channel channel : channels) {
            if (channel.settings() instanceof ChannelSettings.OnCall onCall && onCall.hook() != null) {
                secrets.put(onCall.name(), onCall.hook());
            }
        }
        return secrets;
    }

    /** Copies the lists. */
    Settings {
        watch = List.copyOf(watch);
        channels = List.copyOf(channels);
    }

    /**
     * What holds for new tokens where nothing else is said.
     *
     * @param owner who answers for them
     * @param purpose why they exist
     * @param playbook what to do when one is used
     * @param naming how their users are named; null when each is named by hand
     */
    record Issue(
            String owner,
            String purpose,
            String playbook,
            @Nullable NamePattern naming) {}

    /**
     * How response actions are done.
     *
     * @param block command that blocks a source, and its first arguments; empty for none
     * @param webhook service that blocks a source instead; null for none
     * @param automatic actions that a playbook may have done by itself
     */
    record Respond(List<String> block, @Nullable WebhookHookSettings webhook, Set<ActionKind> automatic) {
        static final Respond NONE = new Respond(List.of(), null, Set.of());

        /** Copies the collections. */
        Respond {
            block = List.copyOf(block);
            automatic = Set.copyOf(automatic);
        }
    }

    /**
     * Audits by the server.
     *
     * @param every how often; AWS makes a new credential report every four hours at most
     * @param leftOut what is not wanted
     */
    record Audit(Duration every, Set<Area> leftOut) {
        /** Copies the set. */
        Audit {
            leftOut = Set.copyOf(leftOut);
        }
    }

    /**
     * What people decided about decoys.
     *
     * @param owner who answers for them; empty for the owner of new tokens
     * @param contacts who is called
     * @param planters who may plant them
     * @param review how long the policy is good once it is exported
     */
    record Policy(String owner, List<String> contacts, List<String> planters, Duration review) {
        /** Copies the lists. */
        Policy {
            contacts = List.copyOf(contacts);
            planters = List.copyOf(planters);
        }
    }

    /**
     * Reports of weeks and months.
     *
     * @param weekly names of the channels by which those of a week go; empty for none
     * @param monthly the same of a month
     * @param zone whose midnight begins a day
     * @param prices price file for cost and saving; null for none
     */
    record Reports(
            List<String> weekly,
            List<String> monthly,
            ZoneId zone,
            @Nullable Path prices) {
        /** Copies the lists. */
        Reports {
            weekly = List.copyOf(weekly);
            monthly = List.copyOf(monthly);
        }
    }

    /**
     * One alert channel.
     *
     * @param atLeast alerts below this severity are not for it
     * @param scope whose alerts are for it
     * @param hours when alerts are for it; null for always
     * @param heartbeat how often a sign of life is sent; null for never
     */
    record Channel(
            ChannelSettings settings,
            Severity atLeast,
            Scope scope,
            @Nullable Hours hours,
            @Nullable Duration heartbeat) {
        Routing.Route route() {
            boolean counts = !(settings instanceof ChannelSettings.Console);
            return new Routing.Route(settings.name(), atLeast, scope, hours, counts);
        }

        /** Whether there are alerts about incidents that are not for it. */
        boolean limited() {
            return atLeast != Severity.LOW || !scope.equals(Scope.ALL) || hours != null;
        }
    }

    /**
     * The API and the web interface.
     *
     * @param host address to bind
     * @param port 0 lets the system choose
     * @param link how people reach it, for links in alerts; null leaves links out
     */
    record Server(String host, int port, @Nullable URI link) {}

    /**
     * The decoy endpoint.
     *
     * @param host address to bind
     * @param port 0 lets the system choose
     * @param url how clients reach it, planted beside keys; null is the bound address
     * @param certificate PEM file with the certificate chain; null serves plain HTTP
     * @param key PEM file with its private key
     */
    record Endpoint(
            String host,
            int port,
            @Nullable URI url,
            @Nullable Path certificate,
            @Nullable Path key) {
        /** Where clients of this machine reach it. */
        URI reachableAt() {
            if (url != null) {
                return url;
            }
            return URI.create((certificate == null ? "http://" : "https://") + host + ":" + port);
        }
    }
}
