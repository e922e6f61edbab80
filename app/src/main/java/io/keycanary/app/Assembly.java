package io.keycanary.app;

import io.keycanary.aws.AwsAccounts;
import io.keycanary.aws.AwsActions;
import io.keycanary.aws.AwsGuardrails;
import io.keycanary.aws.AwsInspector;
import io.keycanary.aws.AwsKeyUse;
import io.keycanary.aws.AwsLiveExperiments;
import io.keycanary.aws.AwsPipeline;
import io.keycanary.aws.EventHistory;
import io.keycanary.aws.S3Store;
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
import io.keycanary.cli.HistoryLookup;
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
import io.keycanary.desk.RegionDesk;
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
    private final Lazy<AwsSources> watching;

    Assembly(Screen screen, InputStream standardInput, Map<String, String> environment, Clock clock) {
        this.screen = screen;
        this.standardInput = standardInput;
        this.clock = clock;
        this.home = Home.of(environment);
        this.settings = new Lazy<>(() -> SettingsReader.read(home, environment));
        this.naming = new TokenNaming(home, settings);
        this.alerting = new Alerting(settings, screen, clock);
        this.watching = new Lazy<>(() -> new AwsSources(clock));
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

    /** Lambdas where a class sees the AWS SDK: a method reference would load it, and the SDK with it, in every verb. */
    private Verbs verbs() {
        return new Verbs(program, screen)
                .verb("scan", this::scan)
                .noun("account", () -> AccountNoun.family(work, () -> awsAccounts(), alerting.targets()))
                .noun("token", this::tokens)
                .noun("plant", () -> PlantCommand.family(work, this::decoyEndpoint))
                .verb(
                        "drill",
                        () -> new DrillCommand(
                                work,
                                this::drillDesk,
                                () -> new AwsKeyUse(),
                                this::decoyEndpoint,
                                () -> new AwsPipeline(awsAccounts()),
                                period -> SettingsEdit.putDuration(home.made().settings(), "drills", "every", period)))
                .noun("incident", () -> IncidentNoun.family(work, this::signingKey, responders(), this::history))
                .noun("playbook", () -> PlaybookNoun.family(work, shelf))
                .noun("expect", () -> ExpectNoun.family(work))
                .noun("alert", () -> AlertNoun.family(work, alerting::channels, new Random()))
                .noun("quiet", () -> QuietNoun.family(work, alerting::routing))
                .noun(
                        "pipeline",
                        () -> PipelineNoun.family(
                                work, () -> new AwsPipeline(awsAccounts()), () -> awsAccounts(), this::history))
                .noun("naming", () -> NamingNoun.family(work, naming.verbs(() -> awsAccounts())))
                .noun("policy", () -> PolicyNoun.family(work, this::policyRules))
                .verb("audit", () -> new AuditCommand(work, this::tokenAudit))
                .noun(
                        "guardrail",
                        () -> GuardrailNoun.family(
                                work, () -> awsAccounts(), alerting.targets(), () -> new AwsGuardrails(awsAccounts())))
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
        return new ScanCommand(
                program, screen, ledger, NativeEngines::engines, access -> S3Store.open(access), clock, standardInput);
    }

    private List<Object> tokens() {
        return TokenNoun.family(
                work, issuers(), naming::defaults, new SecureRandom(), PlanFile::read, this::history, this::intake);
    }

    private Issuers issuers() {
        return new Issuers(this::issuer, () -> awsAccounts());
    }

    private Responders responders() {
        return new Responders(
                () -> new AwsActions(awsAccounts(), clock),
                this::blocker,
                token -> issuers().required(token, work),
                naming::unused);
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
                        (where, book) -> watching.get().of(where, book),
                        () -> new AwsKeyUse(),
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
                        new PipelineExamination(
                                ledger, clock, where -> watching.get().problemOf(where, ledger.get())),
                        new LedgerExamination(ledger, alerting::thatCount, clock)),
                new LiveDoctor(work, () -> new AwsLiveExperiments(awsAccounts(), clock)));
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

    private AwsAccounts awsAccounts() {
        return new AwsAccounts(
                clock,
                request -> ledger.get().change(stores -> stores.ownCalls().journal(request, clock.instant())));
    }

    /** Stores what is found in the past; `serve` sends the alerts. */
    private RecordSource.Sink intake() {
        return new Intake(ledger.get(), new Watchlist(ledger.get()), casework(), clock, () -> {});
    }

    private HistoryLookup history() {
        return new EventHistory(awsAccounts(), clock);
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
                () -> new AwsInspector(awsAccounts(), clock),
                new PipelineLook(
                        ledger.get(),
                        () -> new AwsPipeline(awsAccounts()),
                        account -> new RegionDesk(ledger.get(), clock, () -> awsAccounts()).of(account),
                        clock),
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
