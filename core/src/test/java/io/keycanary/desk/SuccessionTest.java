package io.keycanary.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keycanary.desk.FakeAccount.CrashException;
import io.keycanary.incident.Incident;
import io.keycanary.intake.Example;
import io.keycanary.intake.Ledger;
import io.keycanary.memory.MemoryLedger;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.ActionRefusedException;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.Responders;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.Placement;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Retire and replant, as an action of an incident. */
class SuccessionTest {
    private static final String NEXT = "svc-ledger-sync";

    private final Ledger ledger = new MemoryLedger();
    private final InstantSource clock = InstantSource.fixed(Example.T);
    private final FakeAccount account = new FakeAccount();
    private final ActionDesk desk = new ActionDesk(
            ledger,
            clock,
            new Responders(
                    () -> {
                        throw new AssertionError("it lives at the decoy endpoint");
                    },
                    address -> {
                        throw new AssertionError("nothing is blocked");
                    },
                    token -> account,
                    taken -> {
                        assertThat(taken).isNotEmpty();
                        return NEXT;
                    }),
            "ann");
    private final CanaryToken old = Example.token();
    private final Incident incident = Example.incident(old.id());
    private final String target =
            old.identity().userName() + "/" + old.keys().getFirst().id();
    private final ActionDesk.Wish wish =
            new ActionDesk.Wish(incident.id(), ActionKind.RETIRE_AND_REPLANT, "", null, null);

    @BeforeEach
    void aDecoyInTwoPlaces() {
        ledger.change(stores -> {
            stores.tokens().add(old);
            stores.incidents().put(incident);
            stores.tokens().put(place("repo/.env", Placement.State.PLANTED));
            stores.tokens().put(place("old-host:/root/.aws", Placement.State.REMOVED));
        });
    }

    private Placement place(String location, Placement.State state) {
        return new Placement(
                UUID.randomUUID(),
                old.id(),
                Placement.Kind.REPOSITORY,
                location,
                "env",
                state,
                Example.T,
                Example.T,
                Example.T,
                "receipt");
    }

    private CanaryToken successor() {
        List<CanaryToken> all = ledger.read(stores -> Names.all(stores.tokens()));
        assertThat(all).hasSize(2);
        return all.stream()
                .filter(token -> !token.id().equals(old.id()))
                .findFirst()
                .orElseThrow();
    }

    private boolean oldKeyActive() {
        return ledger.read(stores -> stores.tokens().find(old.id()))
                .orElseThrow()
                .keys()
                .getFirst()
                .active();
    }

    private List<Placement> places(CanaryToken token) {
        return ledger.read(stores -> stores.tokens().placements(token.id()));
    }

    @Test
    void perform_issuesASuccessorForTheSamePlaces_andTheOldKeyIsInactive() {
        ActionRun run = desk.perform(wish, target);
        assertThat(run.calls())
                .anyMatch(call -> call.contains("CreateUser UserName=" + NEXT))
                .anyMatch(call -> call.contains("repo/.env"))
                .noneMatch(call -> call.contains("old-host"));
        CanaryToken made = successor();
        assertThat(made.identity().userName()).isEqualTo(NEXT);
        assertThat(made.stewardship()).isEqualTo(old.stewardship());
        assertThat(account.keysOf(made)).hasSize(1);
        assertThat(places(made)).singleElement().satisfies(place -> {
            assertThat(place.location()).isEqualTo("repo/.env");
            assertThat(place.state()).isEqualTo(Placement.State.PLANNED);
            assertThat(place.plantedAt()).isNull();
        });
        assertThat(oldKeyActive()).isFalse();
    }

    @Test
    void perform_withoutTheTypedName_changesNothing() {
        assertThatThrownBy(() -> desk.perform(wish, null)).isInstanceOf(ActionRefusedException.class);
        assertThat(ledger.<List<CanaryToken>>read(stores -> Names.all(stores.tokens())))
                .hasSize(1);
        assertThat(oldKeyActive()).isTrue();
    }

    @Test
    void undo_deletesTheSuccessor_andTheOldKeyIsInUseAgain() {
        ActionRun run = desk.perform(wish, target);
        desk.undo(run.id(), target);
        assertThat(successor().facts().retiredAt())
                .as("its identifiers stay watched")
                .isNotNull();
        assertThat(account.users()).isEmpty();
        assertThat(oldKeyActive()).isTrue();
    }

    @Test
    void undo_whenTheSuccessorIsPlanted_isRefused() {
        ActionRun run = desk.perform(wish, target);
        Placement planned = places(successor()).getFirst();
        ledger.change(stores -> stores.tokens().put(planned.seen(Placement.State.PLANTED, Example.T)));
        assertThatThrownBy(() -> desk.undo(run.id(), target))
                .isInstanceOf(ActionRefusedException.class)
                .hasMessageContaining("repo/.env");
        assertThat(account.users()).hasSize(1);
        assertThat(oldKeyActive()).isFalse();
    }

    @Test
    void undo_whenTheOldOneIsRetired_isRefused() {
        ActionRun run = desk.perform(wish, target);
        new TokenDesk(ledger, clock).forget(old.id(), "ann");
        assertThatThrownBy(() -> desk.undo(run.id(), target))
                .isInstanceOf(ActionRefusedException.class)
                .hasMessageContaining("cannot be given back");
        assertThat(account.users()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "2, false", "2, true"})
    void apply_stoppedAtACall_isFinishedWithOneSuccessor(int call, boolean afterEffect) {
        account.crashAt(call, afterEffect);
        assertThatThrownBy(() -> desk.perform(wish, target)).isInstanceOf(CrashException.class);
        account.heal();
        ActionRun begun = desk.of(incident.id()).getFirst();
        assertThat(begun.state()).isEqualTo(ActionRun.State.BEGUN);
        desk.approve(begun.id(), target);
        CanaryToken made = successor();
        assertThat(account.keysOf(made))
                .containsExactly(made.activeKey().orElseThrow().id());
        assertThat(places(made)).hasSize(1);
        assertThat(oldKeyActive()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "2, false", "2, true"})
    void begun_takenBackInstead_leavesNothing(int call, boolean afterEffect) {
        account.crashAt(call, afterEffect);
        assertThatThrownBy(() -> desk.perform(wish, target)).isInstanceOf(CrashException.class);
        account.heal();
        desk.undo(desk.of(incident.id()).getFirst().id(), target);
        assertThat(account.users()).isEmpty();
        assertThat(oldKeyActive()).isTrue();
    }
}
