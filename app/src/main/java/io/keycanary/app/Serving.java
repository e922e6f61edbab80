package io.keycanary.app;

import io.keycanary.alert.AlertChannel;
import io.keycanary.api.ApiServer;
import io.keycanary.cli.CommandFailure;
import io.keycanary.cli.Screen;
import io.keycanary.cli.ServeCommand;
import io.keycanary.desk.AccessDesk;
import io.keycanary.desk.AuditRounds;
import io.keycanary.desk.DrillRounds;
import io.keycanary.desk.ReportRounds;
import io.keycanary.drill.KeyUse;
import io.keycanary.endpoint.EndpointSettings;
import io.keycanary.enrich.SourceFiles;
import io.keycanary.intake.AlertDesk;
import io.keycanary.intake.Ledger;
import io.keycanary.respond.Playbooks;
import io.keycanary.respond.Responders;
import io.keycanary.token.Account;
import io.keycanary.token.SecretAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the server until a signal ends it. */
final class Serving {
    private final Screen screen;
    private final boolean json;
    private final Settings settings;
    private final Ledger ledger;
    private final Clock clock;

    Serving(Screen screen, boolean json, Settings settings, Ledger ledger, Clock clock) {
        this.screen = screen;
        this.json = json;
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Never returns by itself: SIGTERM and SIGINT drain it and end the program with 0. */
    int until(
            ServeCommand.Options options,
            Account.LocalAccount account,
            List<AlertChannel> channels,
            AlertDesk alerts,
            Playbooks playbooks,
            SourceFiles sources,
            Responders responders,
            AccountSources.Maker accounts,
            Supplier<KeyUse> use,
            AuditRounds audits,
            Path home)
            throws InterruptedException {
        Server server = started(new ServerSettings(
                api(options),
                endpoint(options),
                account,
                channels,
                alerts,
                playbooks,
                sources,
                watched(options),
                accounts,
                audits::sweep,
                home,
                settings.escalation(),
                settings.heartbeats(),
                responders,
                settings.respond().automatic(),
                settings.hooks(),
                ReportRounds.Plan.of(
                        settings.reports().weekly(),
                        settings.reports().monthly(),
                        settings.reports().zone()),
                Optional.ofNullable(settings.reports().prices())
                        .map(PriceFile::read)
                        .orElse(null),
                rounds(alerts, use)));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server), "drain"));
        announce(server);
        new CountDownLatch(1).await();
        return 0;
    }

    private ServerSettings.@Nullable Rounds rounds(AlertDesk alerts, Supplier<KeyUse> use) {
        Duration every = settings.drills();
        return every == null
                ? null
                : (book, drills) -> new DrillRounds(
                        book,
                        drills,
                        use.get(),
                        settings.endpoint().reachableAt(),
                        alerts,
                        every,
                        clock,
                        new SecureRandom());
    }

    /** What keeps it from starting here is an address that is taken or a file that cannot be used. */
    private Server started(ServerSettings wanted) {
        try {
            return new Server(wanted, ledger, clock);
        } catch (IOException e) {
            throw CommandFailure.badInput(e.getMessage()
                    + "; set others by --port and --endpoint-port, or by server and endpoint in config.yaml");
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }

    /** A JVM that a signal ends reports the signal; a drained server ended well. */
    private void drain(Server server) {
        server.close();
        ledger.close();
        screen.out().flush();
        screen.err().flush();
        Runtime.getRuntime().halt(0);
    }

    private ApiServer.Settings api(ServeCommand.Options options) {
        return new ApiServer.Settings(
                address(settings.server().host()),
                either(options.port(), settings.server().port()),
                Set.of());
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw CommandFailure.badInput("\"server.host\" must be an address of this machine, not \"" + host + "\"");
        }
    }

    private EndpointSettings endpoint(ServeCommand.Options options) {
        Settings.Endpoint set = settings.endpoint();
        EndpointSettings plain = EndpointSettings.plain(set.host(), either(options.endpointPort(), set.port()));
        Path certificate = options.certificate() == null ? set.certificate() : options.certificate();
        Path key = options.key() == null ? set.key() : options.key();
        EndpointSettings named =
                set.url() == null ? plain : plain.reachedAs(set.url().getHost());
        return certificate == null || key == null ? named : named.with(new EndpointSettings.TlsFiles(certificate, key));
    }

    private List<Path> watched(ServeCommand.Options options) {
        return Stream.concat(settings.watch().stream(), options.watch().stream())
                .map(folder -> folder.toAbsolutePath().normalize())
                .distinct()
                .toList();
    }

    private static int either(@Nullable Integer given, int set) {
        return given == null ? set : given;
    }

    private void announce(Server server) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("api", server.apiAddress() + "/api/v1");
        facts.put("endpoint", server.endpointAddress().toString());
        new AccessDesk(ledger, clock)
                .firstAdmin()
                .ifPresent(made -> facts.put("adminToken", made.text().reveal(SecretAccess.forInsecureReading())));
        screen.announce(facts, json);
        screen.out().flush();
    }
}
