package io.keycanary.app;

import io.keycanary.alert.DeliveryPolicy;
import io.keycanary.alert.OutboxAccess;
import io.keycanary.alert.Relay;
import io.keycanary.api.Api;
import io.keycanary.api.ApiServer;
import io.keycanary.api.HealthPart;
import io.keycanary.api.ReportWriter;
import io.keycanary.cli.ReportPages;
import io.keycanary.desk.AutomaticSteps;
import io.keycanary.desk.DrillDesk;
import io.keycanary.desk.ReportRounds;
import io.keycanary.endpoint.DecoyEndpoint;
import io.keycanary.files.FolderSource;
import io.keycanary.files.Spool;
import io.keycanary.intake.Casework;
import io.keycanary.intake.Digests;
import io.keycanary.intake.Escalations;
import io.keycanary.intake.Heartbeats;
import io.keycanary.intake.Intake;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.intake.Watchlist;
import io.keycanary.source.RecordSource;
import io.keycanary.token.LocalTokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code serve} and {@code demo} run: every detection path, the intake, the relay and the API. */
final class Server implements AutoCloseable {
    private static final Duration EVERY_SECOND = Duration.ofSeconds(1);
    private static final Duration EVERY_TEN_SECONDS = Duration.ofSeconds(10);
    private static final Duration EVERY_MINUTE = Duration.ofMinutes(1);

    /** Closed from the last opened to the first: what takes work in stops before what works on it. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final DecoyEndpoint endpoint;
    private final ApiServer api;

    /** Starts everything; it accepts requests when this returns. The ledger stays the caller's. */
    Server(ServerSettings settings, Ledger ledger, InstantSource clock) throws IOException {
        try {
            settings.channels().forEach(parts::push);
            Relay relay = open(new Relay(
                    settings.channels(),
                    outboxOf(ledger),
                    DeliveryPolicy.DEFAULT,
                    clock,
                    new SecureRandom(),
                    new RelayLog()));
            Casework casework = new Casework(settings.alerts(), settings.playbooks(), settings.sources(), clock);
            Intake intake = new Intake(ledger, new Watchlist(ledger), casework, clock, relay::wake);
            Spool spool = new Spool(settings.home().resolve("spool"), clock);
            List<RecordSource> sources = sources(settings, spool, ledger, clock);
            relay.start();
            AccountSources accounts = open(new AccountSources(ledger, clock, settings.accounts(), intake));
            open(new Loop("pipelines in accounts", EVERY_TEN_SECONDS, accounts::refresh));
            open(new Loop("files about addresses", EVERY_MINUTE, settings.sources()::refresh));
            LedgerKeys keys = new LedgerKeys(ledger, clock);
            keys.refresh(); // an endpoint that cannot read its keys would take every use for a stranger's
            DrillDesk drills = new DrillDesk(ledger, casework, clock);
            work(keys, intake, relay, sources, drills, new Digests(ledger, settings.alerts(), clock));
            remind(settings, relay, ledger, clock);
            respond(settings, ledger, clock);
            open(new Loop("audit", EVERY_MINUTE, () -> {
                settings.audits().run();
                relay.wake();
            }));
            IntakeSink sink = new IntakeSink(intake, spool, clock);
            endpoint = open(new DecoyEndpoint(settings.endpoint(), keys, sink, clock));
            endpoint.start();
            ServerSettings.Rounds rounds = settings.rounds();
            if (rounds != null) {
                open(new Loop("scheduled drills", EVERY_MINUTE, rounds.of(ledger, drills)::sweep));
            }
            Supplier<List<HealthPart>> health = () -> health(sources, accounts, sink, settings.home());
            api = open(ApiServer.start(settings.api(), api(settings, ledger, intake, health, clock)));
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T open(T part) {
        parts.push(part);
        return part;
    }

    private static OutboxAccess outboxOf(Ledger ledger) {
        return new OutboxAccess() {
            @Override
            public <T> T write(Function<io.keycanary.alert.Outbox, T> work) {
                return ledger.write((Stores stores) -> work.apply(stores.outbox()));
            }
        };
    }

    private static List<RecordSource> sources(
            ServerSettings settings, Spool spool, Ledger ledger, InstantSource clock) {
        List<RecordSource> sources = new ArrayList<>();
        sources.add(spool);
        settings.watched().forEach(folder -> sources.add(new FolderSource(folder, ledger, clock)));
        return sources;
    }

    private void work(
            LedgerKeys keys,
            Intake intake,
            Relay relay,
            List<RecordSource> sources,
            DrillDesk drills,
            Digests digests) {
        open(new Loop("keys of the endpoint", EVERY_SECOND, keys::refresh));
        open(new Loop("drills", EVERY_SECOND, () -> {
            drills.sweep();
            relay.wake();
        }));
        open(new Loop("digests", EVERY_MINUTE, digests::sweep));
        sources.forEach(source -> open(new Loop(source.name(), EVERY_SECOND, () -> source.poll(intake))));
    }

    private void remind(ServerSettings settings, Relay relay, Ledger ledger, InstantSource clock) {
        Escalations escalations = new Escalations(ledger, settings.escalation(), settings.alerts(), clock);
        Heartbeats heartbeats = new Heartbeats(ledger, settings.heartbeats(), clock);
        ReportRounds reports = new ReportRounds(ledger, settings.reports(), new ReportWords(settings.prices()), clock);
        open(new Loop("reports", EVERY_MINUTE, () -> {
            reports.sweep();
            relay.wake();
        }));
        open(new Loop("escalation", EVERY_TEN_SECONDS, () -> {
            escalations.sweep();
            heartbeats.sweep();
            relay.wake();
        }));
    }

    /** Only what the settings allow: then nothing is asked at all. */
    private void respond(ServerSettings settings, Ledger ledger, InstantSource clock) {
        if (!settings.automatic().isEmpty()) {
            AutomaticSteps steps = new AutomaticSteps(ledger, clock, settings.responders(), settings.automatic());
            open(new Loop("automatic steps", EVERY_TEN_SECONDS, steps::sweep));
        }
    }

    private static Api api(
            ServerSettings settings,
            Ledger ledger,
            Intake intake,
            Supplier<List<HealthPart>> health,
            InstantSource clock) {
        return new Api(
                ledger,
                new LocalTokenIssuer(settings.account(), clock),
                settings.sources(),
                settings.responders(),
                settings.alerts().routing(),
                settings.hooks(),
                settings.accounts().notices(ledger),
                reports(settings, ledger, clock),
                health,
                intake::counts,
                clock);
    }

    private static ReportWriter reports(ServerSettings settings, Ledger ledger, InstantSource clock) {
        ReportPages pages = new ReportPages(ledger, clock, settings.reports().zone(), settings.prices());
        return (kind, period, html) ->
                pages.page(ReportPages.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), period, html);
    }

    private static List<HealthPart> health(
            List<RecordSource> sources, AccountSources accounts, IntakeSink sink, Path home) {
        List<HealthPart> parts = new ArrayList<>(Stream.concat(sources.stream(), accounts.all().stream())
                .map(HealthPart::of)
                .toList());
        parts.add(new HealthPart("listener", "endpoint", sink.problem()));
        parts.add(new HealthPart("store", "disk", disk(home)));
        return parts;
    }

    private static @Nullable String disk(Path home) {
        try {
            return new DiskSpace(home).problem();
        } catch (IOException e) {
            return home + " cannot be looked at: " + e.getMessage();
        }
    }

    /** Where intruders come. */
    URI endpointAddress() {
        return endpoint.address();
    }

    /** Where the team comes. */
    URI apiAddress() {
        return api.address();
    }

    /** Drains: takes nothing new, finishes what runs. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            Closing.quietly(parts.pop());
        }
    }
}
