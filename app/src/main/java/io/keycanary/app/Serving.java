package io.keycanary.app;

import io.keycanary.alert.AlertChannel;
import io.keycanary.api.ApiServer;
import io.keycanary.cli.Screen;
import io.keycanary.cli.ServeCommand;
import io.keycanary.desk.AccessDesk;
import io.keycanary.endpoint.EndpointSettings;
import io.keycanary.intake.AlertDesk;
import io.keycanary.intake.Ledger;
import io.keycanary.token.Account;
import io.keycanary.token.SecretAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
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
            Path home)
            throws IOException, InterruptedException {
        Server server = new Server(
                new Server.Settings(api(options), endpoint(options), account, channels, alerts, watched(options), home),
                ledger,
                clock);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server), "drain"));
        announce(server);
        new CountDownLatch(1).await();
        return 0;
    }

    /** A JVM that a signal ends reports the signal; a drained server ended well. */
    private void drain(Server server) {
        server.close();
        ledger.close();
        screen.out().flush();
        screen.err().flush();
        Runtime.getRuntime().halt(0);
    }

    private ApiServer.Settings api(ServeCommand.Options options) throws IOException {
        return new ApiServer.Settings(
                InetAddress.getByName(settings.server().host()),
                either(options.port(), settings.server().port()),
                Set.of());
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
