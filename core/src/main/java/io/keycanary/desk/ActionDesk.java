package io.keycanary.desk;

import io.keycanary.intake.Ledger;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.ActionRefusedException;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.ActionRun.State;
import io.keycanary.respond.NoCalls;
import io.keycanary.respond.Responders;
import io.keycanary.respond.ResponseAction;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Response actions: asked for, approved, done, taken back. What will be done and what undo needs is stored before the
 * first call, so an action that was stopped in between can be finished or taken back.
 *
 * <pre>
 *   look - REQUESTED - approve: look again, BEGUN - calls - DONE - undo: UNDOING - calls - UNDONE
 * </pre>
 */
public final class ActionDesk {
    private final Ledger ledger;
    private final InstantSource clock;
    private final Responders responders;
    private final String actor;
    private final ActionBook book;

    /** A desk over this ledger. */
    public ActionDesk(Ledger ledger, InstantSource clock, Responders responders, String actor) {
        this.ledger = ledger;
        this.clock = clock;
        this.responders = responders;
        this.actor = actor;
        this.book = new ActionBook(clock, actor);
    }

    /**
     * What somebody wants.
     *
     * @param target empty where the incident names it itself: the decoy's key
     * @param account null for that of the token
     * @param step of the playbook, null for none
     */
    public record Wish(
            UUID incident,
            ActionKind kind,
            String target,
            @Nullable String account,
            @Nullable String step) {}

    /** What would be done. Looks at the account, and changes nothing, here or there. */
    public ActionRun dryRun(Wish wish) {
        ActionRun run = ledger.read(stores -> ActionPlan.of(stores, wish, actor, clock));
        try (ResponseAction action = action(run)) {
            return run.planned(action.look());
        }
    }

    /** Stores what would be done, for somebody to approve. */
    public ActionRun request(Wish wish) {
        ActionRun run = dryRun(wish);
        ledger.change(stores -> book.put(stores, run, "request"));
        return run;
    }

    /**
     * Asks for it and does it.
     *
     * @param confirmed the target as a person typed it
     * @throws ActionRefusedException when that is missing for a dangerous action
     */
    public ActionRun perform(Wish wish, @Nullable String confirmed) {
        ActionRun run = dryRun(wish);
        confirm(run, confirmed);
        ledger.change(stores -> book.put(stores, run, "request"));
        return approve(run.id(), confirmed);
    }

    /**
     * Does it; what was begun and stopped is finished as it was begun.
     *
     * @param confirmed the target as a person typed it
     * @throws ActionRefusedException when that is missing for a dangerous action, or it is past that
     */
    public ActionRun approve(UUID id, @Nullable String confirmed) {
        ActionRun run = require(id);
        requireState(run, "approved", State.REQUESTED, State.BEGUN);
        confirm(run, confirmed);
        try (ResponseAction action = action(run)) {
            ActionRun begun = run.state() == State.BEGUN ? run : begun(run.planned(action.look()));
            action.apply(begun.before());
            return ended(begun, State.DONE, "done");
        }
    }

    private ActionRun begun(ActionRun run) {
        ActionRun begun = run.in(State.BEGUN, actor, clock.instant());
        ledger.change(stores -> book.put(stores, begun, "begin"));
        return begun;
    }

    /**
     * Takes it back; what was begun and stopped, too.
     *
     * @param confirmed the target as a person typed it
     */
    public ActionRun undo(UUID id, @Nullable String confirmed) {
        ActionRun run = require(id);
        requireState(run, "taken back", State.BEGUN, State.DONE, State.UNDOING);
        confirm(run, confirmed);
        ActionRun undoing = run.in(State.UNDOING, actor, clock.instant());
        ledger.change(stores -> book.put(stores, undoing, "undo"));
        try (ResponseAction action = action(run)) {
            action.undo(undoing.before());
            return ended(undoing, State.UNDONE, "undone");
        }
    }

    /** Those of an incident, oldest first. */
    public List<ActionRun> of(UUID incident) {
        return ledger.read(stores -> stores.responses().actions(incident));
    }

    /**
     * The one of an incident that a person names by its id or the end of it.
     *
     * @throws UnknownNameException when that fits none, or several
     */
    public ActionRun require(UUID incident, String name) {
        List<ActionRun> found = of(incident).stream()
                .filter(run -> run.id().toString().endsWith(name))
                .toList();
        if (found.size() != 1) {
            throw new UnknownNameException("\"" + name + "\" fits " + found.size()
                    + " actions of this incident; see `keycanary incident actions`");
        }
        return found.getFirst();
    }

    private ActionRun require(UUID id) {
        return ledger.read(stores -> stores.responses().action(id))
                .orElseThrow(() -> Names.unknown("action", id.toString()));
    }

    private static void requireState(ActionRun run, String what, State... from) {
        if (!List.of(from).contains(run.state())) {
            throw new ActionRefusedException(
                    "the action is " + run.state() + " and cannot be " + what + "; nothing was changed");
        }
    }

    private static void confirm(ActionRun run, @Nullable String confirmed) {
        if (run.kind().dangerous() && !run.target().equals(confirmed)) {
            throw new ActionRefusedException(
                    "nothing was changed: " + run.kind().word()
                            + " can break what works; confirm it by typing the name of what it is about: --confirm "
                            + run.target());
        }
    }

    private ResponseAction action(ActionRun run) {
        String account = run.account();
        if (run.kind() == ActionKind.KEEP_DECOY_KEY) {
            return new NoCalls("the decoy's key stays active and watched");
        }
        if (run.kind() == ActionKind.BLOCK_SOURCE) {
            return responders.blocker().apply(run.target());
        }
        if (run.kind() == ActionKind.REPLACE_DECOY_KEY) {
            CanaryToken token = decoyOf(run);
            return new KeyReplacement(
                    ledger, clock, responders.issuer().apply(token), actor, token.id(), ActionBook.keyOf(run));
        }
        if (run.kind() == ActionKind.RETIRE_AND_REPLANT) {
            return succession(run);
        }
        return inAccount(account, run.kind(), run.target());
    }

    private ResponseAction succession(ActionRun run) {
        CanaryToken old = decoyOf(run);
        String account = run.account();
        return new Succession(
                ledger,
                clock,
                new Succession.Scene(
                        responders.issuer().apply(old),
                        inAccount(account, ActionKind.DEACTIVATE_DECOY_KEY, run.target()),
                        responders.names(),
                        old.id(),
                        account == null
                                ? old.identity().path()
                                : managed(account).path()),
                actor);
    }

    private ResponseAction inAccount(@Nullable String account, ActionKind kind, String target) {
        return account == null
                ? new NoCalls("the decoy endpoint answers as AWS does for an inactive key")
                : responders.aws().get().of(managed(account), kind, target);
    }

    private ManagedAccount managed(String account) {
        return ledger.read(stores -> stores.accounts().find(account))
                .orElseThrow(() -> Names.unknown("account", account));
    }

    private CanaryToken decoyOf(ActionRun run) {
        return ledger.read(stores -> stores.tokens().byKey(ActionBook.keyOf(run)))
                .orElseThrow(() -> Names.unknown("key", ActionBook.keyOf(run)));
    }

    private ActionRun ended(ActionRun run, State state, String word) {
        return ledger.write(stores -> book.ended(stores, run, state, word));
    }
}
