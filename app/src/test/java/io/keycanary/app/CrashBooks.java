package io.keycanary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Delivery;
import io.keycanary.alert.Outbox;
import io.keycanary.bench.AlertReceiver;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Sighting;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.store.MasterKey;
import io.keycanary.store.SqlLedger;
import io.keycanary.token.TokenId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what is stored with what was promised. Opens the database anew each time, after the program did. */
final class CrashBooks {
    private static final int PAGE = 1000;

    private final Path home;
    private final String database;

    CrashBooks(Path home, @Nullable String database) {
        this.home = home;
        this.database = database == null ? home.resolve("keycanary.db").toString() : database;
    }

    <T> T read(Function<Ledger, T> work) {
        try (Ledger ledger = SqlLedger.open(database, MasterKey.inFile(home.resolve("master.key")))) {
            return work.apply(ledger);
        }
    }

    /** Cheap: the newest sightings hold these requests, each once. */
    void contain(List<String> requests) {
        List<String> newest = read(ledger -> sightings(ledger, requests)).stream()
                .map(CrashBooks::request)
                .toList();
        assertThat(newest)
                .as("requests that are stored")
                .doesNotHaveDuplicates()
                .containsAll(requests);
    }

    boolean nothingWaits() {
        return read(ledger -> ledger.read(
                stores -> stores.outbox().recent(Delivery.State.PENDING, 1).isEmpty()));
    }

    /** Everything; the counts in words. */
    String check(List<String> answered, List<String> issued, Map<String, AlertReceiver.Arrival> arrivals) {
        return read(ledger -> {
            List<Sighting> stored = sightings(ledger, null);
            assertThat(stored.stream().map(CrashBooks::request))
                    .as("requests that are stored")
                    .doesNotHaveDuplicates()
                    .containsAll(answered);
            List<Incident> incidents = incidents(ledger);
            assertThat(incidents).extracting(Incident::token).doesNotHaveDuplicates();
            assertThat(incidents.stream().mapToInt(Incident::sightings).sum()).isEqualTo(stored.size());
            assertThat(stored.stream().map(Sighting::incident).collect(Collectors.toSet()))
                    .isEqualTo(incidents.stream().map(Incident::id).collect(Collectors.toSet()));
            List<UUID> alerts = ledger.read(stores -> alerts(stores, incidents));
            assertThat(alerts.stream().map(UUID::toString)).containsExactlyInAnyOrderElementsOf(arrivals.keySet());
            ledger.read(stores -> checkOnce(stores, alerts));
            ledger.read(stores -> checkIssued(stores, issued));
            int repeats =
                    arrivals.values().stream().mapToInt(a -> a.times() - 1).sum();
            return "sightings %d, incidents %d, alerts %d, of which repeated at the receiver %d; channel: %s"
                    .formatted(stored.size(), incidents.size(), alerts.size(), repeats, channel(ledger));
        });
    }

    private static String request(Sighting sighting) {
        return String.valueOf(sighting.facts().requestId());
    }

    /** All, newest first; or as many pages as it takes to find these requests. */
    private static List<Sighting> sightings(Ledger ledger, @Nullable List<String> requests) {
        Set<String> missing = new HashSet<>(requests == null ? List.of() : requests);
        List<Sighting> all = new ArrayList<>();
        while (requests == null || !missing.isEmpty()) {
            @Nullable UUID before = all.isEmpty() ? null : all.getLast().id();
            List<Sighting> page = ledger.read(stores -> stores.incidents().sightingsPage(before, PAGE));
            if (page.isEmpty()) {
                break;
            }
            page.forEach(sighting -> missing.remove(request(sighting)));
            all.addAll(page);
        }
        return all;
    }

    private static List<Incident> incidents(Ledger ledger) {
        List<Incident> all = new ArrayList<>();
        while (true) {
            @Nullable UUID before = all.isEmpty() ? null : all.getLast().id();
            List<Incident> page = ledger.read(stores -> stores.incidents().page(null, before, PAGE));
            if (page.isEmpty()) {
                return all;
            }
            all.addAll(page);
        }
    }

    /** Of each incident exactly one first alert. */
    private static List<UUID> alerts(Stores stores, List<Incident> incidents) {
        List<UUID> all = new ArrayList<>();
        for (Incident incident : incidents) {
            List<Alert> own = stores.outbox().alerts(incident.id());
            assertThat(own.stream().filter(alert -> alert.reason() == Alert.Reason.FIRST_SIGHTING))
                    .as("first alerts of %s", incident)
                    .hasSize(1);
            own.forEach(alert -> all.add(alert.id()));
        }
        return all;
    }

    private static boolean checkOnce(Stores stores, List<UUID> alerts) {
        Outbox outbox = stores.outbox();
        for (UUID alert : alerts) {
            assertThat(outbox.deliveries(alert))
                    .as("deliveries of alert %s", alert)
                    .extracting(Delivery::channel, Delivery::state)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("webhook", Delivery.State.ACCEPTED));
        }
        assertThat(stores.audit().firstBroken())
                .as("first broken entry of the audit log")
                .isEmpty();
        return true;
    }

    private static boolean checkIssued(Stores stores, List<String> issued) {
        assertThat(issued)
                .allSatisfy(token ->
                        assertThat(stores.tokens().find(TokenId.of(token))).isPresent());
        return true;
    }

    private static String channel(Ledger ledger) {
        return ledger.read(stores -> {
            var health = stores.outbox().health("webhook");
            return health.lastError() == null ? "never failed" : "last error " + health.lastError();
        });
    }
}
