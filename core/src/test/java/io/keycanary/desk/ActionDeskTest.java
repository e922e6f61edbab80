package io.keycanary.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.incident.Incident;
import io.keycanary.intake.Example;
import io.keycanary.intake.Ledger;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.ActionRun.State;
import io.keycanary.respond.Responders;
import io.keycanary.respond.ResponseAction;
import io.keycanary.token.Account.AwsAccount;
import io.keycanary.token.AccountAccess;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.DecoyTag;
import io.keycanary.token.ManagedAccount;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An action that is stopped anywhere is finished or taken back as it was begun. */
class ActionDeskTest {
    /** The program ends here. */
    private static final class CrashException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Ledger ledger = new MemoryLedger();
    private final InstantSource clock = InstantSource.fixed(Example.T);
    private final ActionDesk desk = new ActionDesk(
            ledger,
            clock,
            new Responders(
                    () -> (account, kind, target) -> new Switch(),
                    address -> new Switch(),
                    token -> {
                        throw new AssertionError("nobody asked for a key");
                    },
                    taken -> {
                        throw new AssertionError("nobody asked for a name");
                    }),
            "ann");
    private UUID incident = new UUID(0, 0);
    private String world = "on, as it was";
    private boolean crashBefore;
    private boolean crashAfter;
    private int closed;

    /** Remembers what was there, as real ones do. */
    private final class Switch implements ResponseAction {
        @Override
        public Plan look() {
            return new Plan(List.of("x:Off"), Map.of("was", world));
        }

        @Override
        public void apply(Map<String, String> before) {
            set("off");
        }

        @Override
        public void undo(Map<String, String> before) {
            set(String.valueOf(before.get("was")));
        }

        private void set(String next) {
            if (crashBefore) {
                throw new CrashException();
            }
            world = next;
            if (crashAfter) {
                throw new CrashException();
            }
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @BeforeEach
    void anIncident() {
        CanaryToken token = Example.token();
        Incident made = Example.incident(token.id());
        incident = made.id();
        ledger.change(stores -> {
            stores.tokens().add(token);
            stores.incidents().put(made);
            stores.accounts()
                    .put(new ManagedAccount(
                            "prod",
                            new AwsAccount("111122223333"),
                            new AccountAccess(null, null, null, "us-east-1", null),
                            "/batch/",
                            new DecoyTag("a", "b"),
                            Example.T));
        });
    }

    private ActionDesk.Wish wish() {
        return new ActionDesk.Wish(incident, ActionKind.REVOKE_SESSIONS, "role/deploy", "prod", null);
    }

    private ActionRun only() {
        List<ActionRun> all = desk.of(incident);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private void heal() {
        crashBefore = false;
        crashAfter = false;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void apply_stoppedBeforeOrAfterItsCall_isFinishedWithWhatWasThereFirst(boolean before) {
        crashBefore = before;
        crashAfter = !before;
        assertThatThrownBy(() -> desk.perform(wish(), "role/deploy")).isInstanceOf(CrashException.class);
        assertThat(only().state()).isEqualTo(State.BEGUN);
        assertThat(only().before()).as("stored before the call").isEqualTo(Map.of("was", "on, as it was"));
        heal();
        assertThat(desk.approve(only().id(), "role/deploy").state()).isEqualTo(State.DONE);
        assertThat(world).isEqualTo("off");
        desk.undo(only().id(), "role/deploy");
        assertThat(world).isEqualTo("on, as it was");
        assertThat(closed).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void undo_stoppedBeforeOrAfterItsCall_isFinished(boolean before) {
        desk.perform(wish(), "role/deploy");
        crashBefore = before;
        crashAfter = !before;
        assertThatThrownBy(() -> desk.undo(only().id(), "role/deploy")).isInstanceOf(CrashException.class);
        assertThat(only().state()).isEqualTo(State.UNDOING);
        heal();
        assertThat(desk.undo(only().id(), "role/deploy").state()).isEqualTo(State.UNDONE);
        assertThat(world).isEqualTo("on, as it was");
    }

    @Test
    void begun_takenBackInsteadOfFinished_isAsBefore() {
        crashAfter = true;
        assertThatThrownBy(() -> desk.perform(wish(), "role/deploy")).isInstanceOf(CrashException.class);
        heal();
        desk.undo(only().id(), "role/deploy");
        assertThat(world).isEqualTo("on, as it was");
    }
}
