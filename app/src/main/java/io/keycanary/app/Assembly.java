package io.keycanary.app;

import io.keycanary.cli.AccountNoun;
import io.keycanary.cli.AlertNoun;
import io.keycanary.cli.AuditCommand;
import io.keycanary.cli.CompletionCommand;
import io.keycanary.cli.DemoCommand;
import io.keycanary.cli.DoctorCommand;
import io.keycanary.cli.DrillCommand;
import io.keycanary.cli.ExpectNoun;
import io.keycanary.cli.FiguresCommand;
import io.keycanary.cli.GuardrailNoun;
import io.keycanary.cli.IncidentNoun;
import io.keycanary.cli.Issuers;
import io.keycanary.cli.Keycanary;
import io.keycanary.cli.LedgerExamination;
import io.keycanary.cli.LiveDoctor;
import io.keycanary.cli.NamingNoun;
import io.keycanary.cli.PipelineNoun;
import io.keycanary.cli.PlantCommand;
import io.keycanary.cli.PlaybookNoun;
import io.keycanary.cli.PolicyNoun;
import io.keycanary.cli.QuietNoun;
import io.keycanary.cli.ReportNoun;
import io.keycanary.cli.ScanCommand;
import io.keycanary.cli.Screen;
import io.keycanary.cli.ServeCommand;
import io.keycanary.cli.TokenNoun;
import io.keycanary.cli.Verbs;
import io.keycanary.cli.VersionCommand;
import io.keycanary.cli.Workplace;
import io.keycanary.desk.AuditRounds;
import io.keycanary.desk.DrillDesk;
import io.keycanary.desk.PipelineLook;
import io.keycanary.desk.PolicyDesk;
import io.keycanary.desk.TokenAuditDesk;
import io.keycanary.detectnative.NativeEngines;
import io.keycanary.enrich.SourceFiles;
import io.keycanary.figures.Prices;
import io.keycanary.hook.CommandHook;
import io.keycanary.hook.WebhookHook;
import io.keycanary.incident.SourceLookup;
import io.keycanary.intake.AuditSightings;
import io.keycanary.intake.Casework;
import io.keycanary.intake.Intake;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Watchlist;
import io.keycanary.playbook.PlaybookShelf;
import io.keycanary.respond.Playbooks;
import io.keycanary.respond.Responders;
import io.keycanary.respond.ResponseAction;
import io.keycanary.source.RecordSource;
import io.keycanary.store.MasterKey;
import io.keycanary.store.SigningKey;
import io.keycanary.store.SqlLedger;
import io.keycanary.token.LocalTokenIssuer;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import picocli.CommandLine;

/** Builds everything, each part when it is first asked for. Closes what it built. */
final class Assembly implements AutoCloseable {
    /** A person at a terminal waits so long for the names of addresses. */
    private static final Duration FOR_NAMES = Duration.ofSeconds(2);

    private final Keycanary program = new Keycanary();
    private final Screen screen;
    private final InputStream standardInput;
    private final Clock clock;
    private final Home home;
    private final Workplace work;

    private final Lazy<Settings> settings;
    private final Lazy<Ledger> ledger = new Lazy<>(this::openLedger);
    private final Lazy<PlaybookShelf> shelf = new Lazy<>(this::openShelf);
    private final Alerting alerting;
    private final Lazy<SourceFiles> sources = new Lazy<>(this::openSources);
    private final Lazy<SourceLookup> named = new Lazy<>(() -> sources.get().waiting(FOR_NAMES));
    private final Lazy<Demonstration> demonstration;
    private final TokenNaming naming;
    private final AwsParts aws;

    Assembly(Screen screen, InputStream standardInput, Map<String, String> environment, Clock clock) {
        this.screen = screen;
        this.standardInput = standardInput;
        this.clock = clock;
        this.home = Home.of(environment);
        this.settings = new Lazy<>(() -> SettingsReader.read(home, environment));
        this.naming = new TokenNaming(home, settings);
        this.alerting = new Alerting(settings, screen, clock);
        this.aws = new AwsParts(ledger, clock);
        this.demonstration = new Lazy<>(() -> new Demonstration(screen, clock));
        this.work = new Workplace(program, screen, ledger, clock, named, System.getProperty("user.name", "unknown"));
    }

    /** The whole command line. */
    CommandLine commandLine() {
        return verbs().commandLine();
    }

    /** As much of it as these arguments need. */
    CommandLine commandLine(String[] arguments) {
        return verbs().commandLine(arguments);
    }

    private Verbs verbs() {
        return new Verbs(program, screen)
                .verb("scan", this::scan)
                .noun("account", () -> AccountNoun.family(work, aws::connector, alerting.targets()))
                .noun("token", this::tokens)
                .noun("plant", () -> PlantCommand.family(work, this::decoyEndpoint))
                .verb(
                        "drill",
                        () -> new DrillCommand(
                                work,
                                this::drillDesk,
                                aws::keyUse,
                                this::decoyEndpoint,
                                aws::pipelines,
                                period -> SettingsEdit.putDuration(home.made().settings(), "drills", "every", period)))
                .noun("incident", () -> IncidentNoun.family(work, this::signingKey, responders(), aws::history))
                .noun("playbook", () -> PlaybookNoun.family(work, shelf))
                .noun("expect", () -> ExpectNoun.family(work))
                .noun("alert", () -> AlertNoun.family(work, alerting::channels, new Random()))
                .noun("quiet", () -> QuietNoun.family(work, alerting::routing))
                .noun("pipeline", () -> PipelineNoun.family(work, aws::pipelines, aws::connector, aws::history))
                .noun("naming", () -> NamingNoun.family(work, naming.verbs(aws::connector)))
                .noun("policy", () -> PolicyNoun.family(work, this::policyRules))
                .verb("audit", () -> new AuditCommand(work, this::tokenAudit))
                .noun(
                        "guardrail",
                        () -> GuardrailNoun.family(work, aws::connector, alerting.targets(), aws::guardrails))
                .verb("figures", () -> new FiguresCommand(work, PriceFile::read))
                .noun(
                        "report",
                        () -> ReportNoun.family(
                                work, () -> settings.get().reports().zone(), this::prices))
                .verb("serve", () -> new ServeCommand(this::serve))
                .verb("demo", () -> new DemoCommand(keep -> demonstration.get().play(keep)))
                .verb("doctor", this::doctor)
                .verb(CompletionCommand.NAME, () -> new CompletionCommand(screen))
                .verb("version", () -> new VersionCommand(program, screen));
    }

    private ScanCommand scan() {
        return new ScanCommand(program, screen, ledger, NativeEngines::engines, aws::store, clock, standardInput);
    }

    private List<Object> tokens() {
        return TokenNoun.family(
                work, issuers(), naming::defaults, new SecureRandom(), PlanFile::read, aws::history, this::intake);
    }

    private Issuers issuers() {
        return new Issuers(this::issuer, aws::connector);
    }

    private Responders responders() {
        return new Responders(aws::actions, this::blocker, token -> issuers().required(token, work), naming::unused);
    }

    private int serve(ServeCommand.Options options) throws InterruptedException {
        LocalTokenIssuer issuer = issuer();
        return new Serving(screen, program.json(), settings.get(), ledger.get(), clock)
                .until(
                        options,
                        issuer.account(),
                        alerting.channels(),
                        alerting.desk(),
                        playbooks(),
                        sources.get(),
                        responders(),
                        aws.watching(),
                        aws::keyUse,
                        new AuditRounds(
                                ledger.get(),
                                tokenAudit(),
                                settings.get().audit().every(),
                                settings.get().audit().leftOut(),
                                clock),
                        home.made().folder());
    }

    private DoctorCommand doctor() {
        return new DoctorCommand(
                program,
                screen,
                List.of(
                        new Surroundings(home, settings),
                        new PlaybookExamination(shelf),
                        new AddressFiles(() -> sources.get().examine()),
                        new ScanEngines(NativeEngines::engines),
                        new PipelineExamination(ledger, clock, aws::problemOf),
                        new LedgerExamination(ledger, alerting::thatCount, clock)),
                new LiveDoctor(work, aws::experiments));
    }

    private Ledger openLedger() {
        home.made();
        String given = program.db();
        String database = given == null ? home.database(settings.get().db()) : Home.databaseFromHere(given);
        return SqlLedger.open(database, MasterKey.inFile(home.masterKey()));
    }

    private PlaybookShelf openShelf() {
        return PlaybookShelf.read(home.file("playbooks"));
    }

    /** A mistake in one is told, and holds nothing up: at night the others are needed. */
    private Playbooks playbooks() {
        shelf.get().mistakes().forEach(mistake -> screen.tell("keycanary: " + Screen.safe(mistake)));
        return shelf.get().playbooks();
    }

    private SourceFiles openSources() {
        return SourceFiles.read(settings.get().enrich());
    }

    private LocalTokenIssuer issuer() {
        return new LocalTokenIssuer(LocalAccounts.chosen(settings.get(), ledger.get(), new SecureRandom()), clock);
    }

    private Optional<Prices> prices(Optional<Path> given) {
        return given.or(() -> Optional.ofNullable(settings.get().reports().prices()))
                .map(PriceFile::read);
    }

    /** Stores what is found in the past; `serve` sends the alerts. */
    private RecordSource.Sink intake() {
        return new Intake(ledger.get(), new Watchlist(ledger.get()), casework(), clock, () -> {});
    }

    private KeyPair signingKey() {
        return SigningKey.inFile(home.made().file("signing.key"));
    }

    private ResponseAction blocker(String address) {
        Settings.Respond respond = settings.get().respond();
        return respond.webhook() == null
                ? CommandHook.of(respond.block(), address)
                : new WebhookHook(respond.webhook(), address, clock);
    }

    private DrillDesk drillDesk() {
        return new DrillDesk(ledger.get(), casework(), clock);
    }

    private Casework casework() {
        return new Casework(alerting.desk(), playbooks(), sources.get(), clock);
    }

    private TokenAuditDesk tokenAudit() {
        return new TokenAuditDesk(
                ledger.get(),
                clock,
                aws::inspector,
                new PipelineLook(
                        ledger.get(), aws::pipelines, account -> aws.regions().of(account), clock),
                () -> new PolicyDesk(ledger.get(), clock).facts(policyRules()),
                new AuditSightings(casework(), clock),
                work.actor());
    }

    private PolicyDesk.Rules policyRules() {
        return PolicyRules.of(settings.get(), playbooks());
    }

    private URI decoyEndpoint() {
        return settings.get().endpoint().reachableAt();
    }

    /** Whether parts were built that tidy up when the JVM ends, as SQLite's driver does. */
    boolean leavesTidyingUp() {
        return ledger.isMade() || demonstration.isMade();
    }

    @Override
    public void close() {
        alerting.close();
        ledger.ifMade(Ledger::close);
    }
}
