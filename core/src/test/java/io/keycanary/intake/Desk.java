package io.keycanary.intake;

import io.keycanary.alert.Alert;
import io.keycanary.alert.Delivery;
import io.keycanary.alert.Outbox;
import io.keycanary.alert.Routing;
import io.keycanary.desk.DrillDesk;
import io.keycanary.desk.ExpectedUseDesk;
import io.keycanary.desk.IncidentDesk;
import io.keycanary.desk.TokenDesk;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Severity;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.source.Checkpoint;
import io.keycanary.source.DetectionPath;
import io.keycanary.source.Outcome;
import io.keycanary.source.RecordBytes;
import io.keycanary.token.Account;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.LocalTokenIssuer;
import io.keycanary.token.TokenPlan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole core on memory, with a clock that a test sets. */
final class Desk {
    static final Instant T = Instant.parse("2026-11-23T12:00:00Z");

    private Instant now = T;
    final InstantSource clock = () -> now;
    final Ledger ledger = new MemoryLedger();
    final AlertDesk alertDesk = new AlertDesk(new Routing(List.of(new Routing.Route("webhook", Severity.LOW))), "");
    final Casework casework = new Casework(alertDesk, clock);
    final Intake intake = new Intake(ledger, new Watchlist(ledger), casework, clock, () -> {});
    final TokenDesk tokens = new TokenDesk(ledger, clock);
    final IncidentDesk incidents = new IncidentDesk(ledger, clock);
    final DrillDesk drills = new DrillDesk(ledger, casework, clock);

    final ExpectedUseDesk expected = new ExpectedUseDesk(ledger, clock);

    void pass(Duration time) {
        now = now.plus(time);
    }

    CanaryToken token(String name) {
        LocalTokenIssuer issuer = new LocalTokenIssuer(new Account.LocalAccount("111122223333"), clock);
        return tokens.issue(issuer, new TokenPlan(name, "/svc/", null, CanaryToken.Stewardship.NONE), "test");
    }

    Outcome offer(String json) {
        return offer(json, DetectionPath.FILES, true, null);
    }

    Outcome offer(String json, DetectionPath path, boolean authenticated, @Nullable Checkpoint checkpoint) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try {
            return intake.offer(
                    new RecordBytes(path, "test", RecordBytes.Bytes.of(bytes), now, authenticated, checkpoint));
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a test", e);
        }
    }

    java.util.Optional<String> position(String source) {
        return ledger.read(stores -> stores.checkpoints().position(source));
    }

    List<Incident> all() {
        return incidents.list(null, null, 100);
    }

    List<Alert> alerts() {
        return ledger.read(stores -> stores.outbox().recent(Delivery.State.PENDING, 1000).stream()
                .map(Outbox.Item::alert)
                .toList());
    }
}
