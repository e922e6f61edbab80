package io.keycanary.app;

import io.keycanary.alert.Alert;
import io.keycanary.alert.AlertChannel;
import io.keycanary.alert.DeliveryResult;
import io.keycanary.alert.EscalationChain;
import io.keycanary.alert.Routing;
import io.keycanary.api.ApiServer;
import io.keycanary.desk.ReportRounds;
import io.keycanary.endpoint.EndpointSettings;
import io.keycanary.enrich.EnrichSettings;
import io.keycanary.enrich.SourceFiles;
import io.keycanary.incident.Severity;
import io.keycanary.incident.Sighting;
import io.keycanary.intake.AlertDesk;
import io.keycanary.intake.Ledger;
import io.keycanary.respond.Playbooks;
import io.keycanary.respond.Responders;
import io.keycanary.store.MasterKey;
import io.keycanary.store.SqlLedger;
import io.keycanary.token.Account;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The server over the database of a home folder, watching its AWS accounts; alerts are kept. */
final class WatchingServer implements AutoCloseable {
    private final List<Alert> alerts = new CopyOnWriteArrayList<>();
    private final Ledger ledger;
    private final Server server;

    WatchingServer(Path home) throws IOException {
        ledger = SqlLedger.open(home.resolve("keycanary.db").toString(), MasterKey.inFile(home.resolve("master.key")));
        server = new Server(settings(home), ledger, Clock.systemUTC());
    }

    private final class Keeping implements AlertChannel {
        @Override
        public String name() {
            return "team";
        }

        @Override
        public DeliveryResult send(Alert alert) {
            alerts.add(alert);
            return new DeliveryResult.Accepted("kept");
        }
    }

    private ServerSettings settings(Path home) {
        return new ServerSettings(
                ApiServer.Settings.loopback(0),
                EndpointSettings.plain("127.0.0.1", 0),
                new Account.LocalAccount("111122223333"),
                List.of(new Keeping()),
                new AlertDesk(new Routing(List.of(new Routing.Route("team", Severity.LOW))), ""),
                Playbooks.NONE,
                SourceFiles.read(EnrichSettings.NONE),
                List.of(),
                new AwsSources(Clock.systemUTC()),
                () -> {},
                home,
                EscalationChain.NONE,
                Map.of(),
                new Responders(
                        () -> {
                            throw new IllegalStateException("nobody acts here");
                        },
                        address -> {
                            throw new IllegalStateException("nothing is blocked here");
                        },
                        token -> {
                            throw new IllegalStateException("nothing is issued here");
                        },
                        names -> "successor"),
                Set.of(),
                Map.of(),
                ReportRounds.Plan.of(List.of(), List.of(), ZoneOffset.UTC),
                null,
                null);
    }

    List<Alert> alerts() {
        return alerts;
    }

    List<Sighting> sightings() {
        return ledger.read(stores -> stores.incidents().sightingsPage(null, 100));
    }

    int incidents() {
        return ledger.<Integer>read(
                stores -> stores.incidents().page(null, null, 100).size());
    }

    @Override
    public void close() {
        server.close();
        ledger.close();
    }
}
