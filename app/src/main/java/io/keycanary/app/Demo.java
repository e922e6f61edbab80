package io.keycanary.app;

import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.EscalationChain;
import io.keycanary.alert.Routing;
import io.keycanary.api.ApiServer;
import io.keycanary.aws.AwsCaller;
import io.keycanary.aws.AwsCloud;
import io.keycanary.channel.ChannelSettings;
import io.keycanary.channel.Channels;
import io.keycanary.cli.Screen;
import io.keycanary.cli.VersionCommand;
import io.keycanary.desk.FiguresDesk;
import io.keycanary.desk.IncidentDesk;
import io.keycanary.desk.ReportRounds;
import io.keycanary.desk.TokenDesk;
import io.keycanary.endpoint.EndpointSettings;
import io.keycanary.enrich.EnrichSettings;
import io.keycanary.enrich.SourceFiles;
import io.keycanary.hook.CommandHook;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Severity;
import io.keycanary.intake.AlertDesk;
import io.keycanary.intake.Ledger;
import io.keycanary.plant.Format;
import io.keycanary.plant.KeyMaterial;
import io.keycanary.plant.PlantRequest;
import io.keycanary.plant.Planted;
import io.keycanary.plant.Planter;
import io.keycanary.playbook.PlaybookShelf;
import io.keycanary.respond.Responders;
import io.keycanary.store.MasterKey;
import io.keycanary.store.SqlLedger;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.KeyIds;
import io.keycanary.token.LocalTokenIssuer;
import io.keycanary.token.Placement;
import io.keycanary.token.Secret;
import io.keycanary.token.TokenPlan;
import io.keycanary.token.Uuid7;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** The whole loop on one machine, with the parts that {@code serve} has: issue, plant, catch, alert. */
final class Demo {
    private static final String PROFILE = "reporting-prod";
    private static final String REGION = "eu-central-1";
    private static final Account.LocalAccount ACCOUNT = new Account.LocalAccount("471996325104");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ALERTS_AT_LEAST = 2;

    private final Screen screen;
    private final DemoStory story;
    private final Clock clock;
    private final Path home;

    Demo(Screen screen, Clock clock, Path home) {
        this.screen = screen;
        this.story = new DemoStory(screen);
        this.clock = clock;
        this.home = home;
    }

    /** Plays it; with {@code keep} it does not return by itself. */
    boolean play(boolean keep) throws IOException, InterruptedException {
        Secret webhookSecret = KeyIds.secret();
        try (WebhookReceiver receiver = new WebhookReceiver(webhookSecret, clock);
                Ledger ledger = SqlLedger.open(home.resolve("keycanary.db").toString(), masterKey());
                Server server = new Server(settings(receiver, webhookSecret), ledger, clock)) {
            CanaryToken token = issue(ledger);
            Path folder = plant(ledger, token, server);
            Instant began = clock.instant();
            intrude(folder);
            boolean told = await(ledger, receiver, token);
            report(ledger, receiver, began);
            story.goOn(keep, home, server, folder);
            if (keep) {
                new CountDownLatch(1).await();
            }
            return told;
        }
    }

    private MasterKey masterKey() {
        return MasterKey.inFile(home.resolve("master.key"));
    }

    private ServerSettings settings(WebhookReceiver receiver, Secret secret) {
        AlertChannel webhook = Channels.open(
                new ChannelSettings.Webhook("webhook", receiver.address(), secret),
                new Channels.World(screen.out(), new AwsCloud(), VersionCommand.version(), clock));
        return new ServerSettings(
                ApiServer.Settings.loopback(0),
                EndpointSettings.plain("127.0.0.1", 0),
                ACCOUNT,
                List.of(webhook),
                new AlertDesk(new Routing(List.of(new Routing.Route("webhook", Severity.LOW))), ""),
                PlaybookShelf.read(home.resolve("playbooks")).playbooks(),
                SourceFiles.read(EnrichSettings.NONE),
                List.of(),
                AccountSources.Maker.NONE,
                () -> {},
                home,
                EscalationChain.NONE,
                Map.of(),
                responders(),
                Set.of(),
                Map.of(),
                ReportRounds.Plan.of(List.of(), List.of(), ZoneOffset.UTC),
                null,
                null);
    }

    /** Its playbooks do nothing by themselves, and it has no account and no firewall. */
    private Responders responders() {
        return new Responders(
                () -> {
                    throw new IllegalStateException("the demo has no account");
                },
                address -> CommandHook.of(List.of(), address),
                token -> new LocalTokenIssuer(ACCOUNT, clock),
                taken -> {
                    throw new IllegalStateException("the demo names no further decoy");
                });
    }

    private CanaryToken issue(Ledger ledger) {
        TokenPlan plan = new TokenPlan(
                "svc-reporting-export",
                "/service/",
                null,
                new CanaryToken.Stewardship("data-platform", "guards the build host", "leaked-credential"));
        CanaryToken token = new TokenDesk(ledger, clock).issue(new LocalTokenIssuer(ACCOUNT, clock), plan, "demo");
        story.issued(token);
        return token;
    }

    private Path plant(Ledger ledger, CanaryToken token, Server server) {
        Path folder = home.resolve("build-host").resolve(".aws");
        TokenDesk desk = new TokenDesk(ledger, clock);
        Secret secret = desk.reveal(token.id(), "demo").orElseThrow();
        KeyMaterial key = KeyMaterial.of(token.activeKey().orElseThrow().id(), secret, REGION)
                .at(server.endpointAddress().toString());
        Planted planted = new Planter()
                .plant(PlantRequest.of(Format.AWS_HOME, folder, key).withProfile(PROFILE))
                .receipt();
        Instant now = clock.instant();
        desk.place(
                new Placement(
                        Uuid7.next(clock),
                        token.id(),
                        Format.AWS_HOME.kind(),
                        planted.location(),
                        Format.AWS_HOME.label(),
                        Placement.State.PLANTED,
                        now,
                        now,
                        now,
                        planted.encode()),
                "demo");
        story.planted(folder, PROFILE);
        return folder;
    }

    /** Somebody found the file, and does with it what intruders do. */
    private void intrude(Path folder) throws InterruptedException {
        Path credentials = folder.resolve("credentials");
        Path config = folder.resolve("config");
        story.intruderComes();
        Optional<AwsCommandLine.Call> byHand =
                AwsCommandLine.find().map(aws -> aws.callerIdentity(credentials, config, PROFILE));
        try (AwsCaller intruder = AwsCaller.ofProfile(credentials, config, PROFILE)) {
            story.did(intruder.whoAmI());
            story.did(intruder.listBuckets());
            story.did(intruder.listUsers());
            AwsCaller.Session session = intruder.sessionToken();
            story.did(session.answer());
            try (AwsCaller derived = session.caller()) {
                if (derived != null) {
                    story.did(derived.createAccessKey());
                }
            }
        }
        byHand.ifPresent(call -> story.didByCommandLine(call.output()));
    }

    private boolean await(Ledger ledger, WebhookReceiver receiver, CanaryToken token) throws InterruptedException {
        Instant end = clock.instant().plus(PATIENCE);
        while (clock.instant().isBefore(end)) {
            int expected = ledger.read(stores -> stores.incidents()
                    .openIncident(token.id())
                    .map(i -> stores.outbox().alerts(i.id()).size())
                    .orElse(0));
            if (expected >= ALERTS_AT_LEAST && receiver.received().size() >= expected) {
                return true;
            }
            Thread.sleep(20);
        }
        return false;
    }

    private void report(Ledger ledger, WebhookReceiver receiver, Instant began) {
        IncidentDesk desk = new IncidentDesk(ledger, clock);
        List<Incident> incidents = desk.list(null, null, 1);
        if (incidents.isEmpty()) {
            story.nothingSeen();
            return;
        }
        UUID id = incidents.getFirst().id();
        story.incident(desk.open(id));
        story.alerts(receiver.received(), began);
        story.figures(new FiguresDesk(ledger, clock).figures());
    }
}
