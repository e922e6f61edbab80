package io.keycanary.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.incident.Disposition;
import io.keycanary.incident.Incident;
import io.keycanary.source.Checkpoint;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DuplicateIdentifierException;
import io.keycanary.token.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Transactions over all stores. */
public abstract class LedgerContract extends StoreContract {
    private static final int WRITERS = 4;
    private static final int ROUNDS = 25;

    private static final class StopException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void write_workFails_nothingOfItStays() {
        CanaryToken kept = Example.token();
        ledger.change(stores -> stores.tokens().add(kept));
        long version = ledger.read(stores -> stores.tokens().version());
        CanaryToken lost = Example.token();

        assertThatThrownBy(() -> ledger.change(stores -> {
                    fill(stores, lost);
                    stores.tokens().update(kept.with(kept.facts().retired(Example.T)));
                    throw new StopException();
                }))
                .isInstanceOf(StopException.class);

        ledger.change(stores -> {
            assertThat(stores.tokens().page(null, 10)).containsExactly(kept);
            assertThat(stores.tokens().version()).isEqualTo(version);
            assertThat(stores.vault().get(lost.id(), "f")).isEmpty();
            assertThat(stores.incidents().sightingsPage(null, 10)).isEmpty();
            assertThat(stores.incidents().page(null, null, 10)).isEmpty();
            assertThat(stores.outbox().recent(null, 10)).isEmpty();
            assertThat(stores.checkpoints().position("s")).isEmpty();
            assertThat(stores.audit().after(0, 10)).isEmpty();
            assertThat(stores.quarantine().count()).isZero();
            assertThat(stores.ownCalls().isOurs("r")).isFalse();
        });
    }

    private static void fill(Stores stores, CanaryToken token) {
        Incident incident = Example.incident(token.id());
        stores.tokens().add(token);
        stores.vault().keep(token.id(), "f", Secret.of("secret"));
        stores.incidents().put(incident);
        stores.incidents().put(Example.sighting(token.id(), Disposition.ALERT, incident.id()));
        stores.outbox().put(Example.alert(incident.id(), Example.T), List.of("console"));
        stores.checkpoints().put(new Checkpoint("s", "1"));
        stores.audit().append(Example.T, "actor", "token.issue", "subject", "detail");
        stores.quarantine().put(new Quarantine.Entry("o", 0, "reason", new byte[1], Example.T));
        stores.ownCalls().journal("r", Example.T);
    }

    @Test
    void write_refusedRowIsCaught_restIsStored() {
        CanaryToken token = Example.token();
        CanaryToken twin =
                Example.token(Example.token().id(), token.keys().getFirst().id(), null, null);
        CanaryToken next = Example.token();

        ledger.change(stores -> {
            stores.tokens().add(token);
            assertThatThrownBy(() -> stores.tokens().add(twin)).isInstanceOf(DuplicateIdentifierException.class);
            stores.tokens().add(next);
        });

        check(stores -> assertThat(stores.tokens().page(null, 10)).containsExactlyInAnyOrder(token, next));
    }

    @Test
    void read_workWrites_isRefused() {
        assertThatThrownBy(() -> ledger.read(stores -> {
                    stores.checkpoints().put(new Checkpoint("s", "1"));
                    return true;
                }))
                .isInstanceOf(RuntimeException.class);
        check(stores -> assertThat(stores.checkpoints().position("s")).isEmpty());
    }

    @Test
    void reopen_afterEverythingClosed_everythingIsThere() {
        CanaryToken token = Example.token();
        ledger.change(stores -> fill(stores, token));
        ledger.close();

        another().change(stores -> {
            assertThat(stores.tokens().find(token.id())).isPresent();
            assertThat(stores.vault().get(token.id(), "f").orElseThrow().matches(Secret.of("secret")))
                    .isTrue();
            assertThat(stores.incidents().sightingsPage(null, 10)).hasSize(1);
            assertThat(stores.incidents().openIncident(token.id())).isPresent();
            assertThat(stores.outbox().recent(null, 10)).hasSize(1);
            assertThat(stores.checkpoints().position("s")).contains("1");
            assertThat(stores.audit().after(0, 10)).hasSize(1);
        });
    }

    /** Each reads the incident under the lock of its token and writes it grown by one: none may be lost. */
    @Test
    void write_twoProcessesGrowOneIncident_noneIsLost() throws Exception {
        CanaryToken token = Example.token();
        Incident incident = Example.incident(token.id());
        ledger.change(stores -> {
            stores.tokens().add(token);
            stores.incidents().put(incident);
        });

        concurrently(mine -> mine.change(stores -> {
            stores.tokens().lock(token.id());
            grow(stores, stores.incidents().openIncident(token.id()).orElseThrow());
            stores.audit().append(Example.T, "a", "b", "c", "d");
        }));

        check(stores -> assertThat(
                        stores.incidents().incident(incident.id()).orElseThrow().version())
                .isEqualTo(1 + WRITERS * ROUNDS));
        check(stores -> assertThat(stores.audit().after(0, 1000)).hasSize(WRITERS * ROUNDS));
        check(stores -> assertThat(stores.audit().firstBroken()).isEmpty());
    }

    @Test
    void write_twoProcessesGrowOneIncidentWithoutLock_noneIsLost() throws Exception {
        Incident incident = Example.incident(Example.token().id());
        ledger.change(stores -> stores.incidents().put(incident));

        concurrently(mine -> mine.change(stores ->
                grow(stores, stores.incidents().incident(incident.id()).orElseThrow())));

        check(stores -> assertThat(
                        stores.incidents().incident(incident.id()).orElseThrow().version())
                .isEqualTo(1 + WRITERS * ROUNDS));
    }

    private static void grow(Stores stores, Incident incident) {
        stores.incidents().put(incident.linked(incident.id()));
    }

    @Test
    void write_twoProcessesTellTheSameSighting_storedOnce() throws Exception {
        var sighting = Example.sighting(Example.token().id(), Disposition.OWN, null);

        concurrently(mine -> mine.change(stores -> {
            if (stores.incidents()
                    .sighting(sighting.identity(), sighting.token())
                    .isEmpty()) {
                stores.incidents().put(sighting);
            }
        }));

        check(stores -> assertThat(stores.incidents().sightingsPage(null, 10)).hasSize(1));
    }

    /** Half the writers on one opened ledger, half on another. */
    private void concurrently(java.util.function.Consumer<Ledger> work) throws Exception {
        Ledger other = another();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Ledger mine = i % 2 == 0 ? ledger : other;
                writers.add(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        work.accept(mine);
                    }
                    return true;
                });
            }
            for (Future<Boolean> writer : threads.invokeAll(writers)) {
                assertThat(writer.get()).isTrue();
            }
        }
    }
}
