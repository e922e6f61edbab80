package io.keycanary.desk;

import io.keycanary.incident.Note;
import io.keycanary.intake.Ledger;
import io.keycanary.intake.Stores;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.ActionRefusedException;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.ActionRun.State;
import io.keycanary.respond.NoCalls;
import io.keycanary.respond.Responders;
import io.keycanary.respond.ResponseAction;
import io.keycanary.respond.StepMark;
import io.keycanary.token.CanaryToken;
import io.keycanary.token.ManagedAccount;
import io.keycanary.token.Uuid7;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
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
    /** Whoever is at an action for longer was stopped. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Ledger ledger;
    private final InstantSource clock;
    private final Responders responders;
    private final String actor;

    /** A desk over this ledger. */
    public ActionDesk(Ledger ledger, InstantSource clock, Responders responders, String actor) {
        this.ledger = ledger;
        this.clock = clock;
        this.responders = responders;
        this.actor = actor;
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
        ledger.change(stores -> put(stores, run, "request"));
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
        ledger.change(stores -> put(stores, run, "request"));
        return approve(run.id(), confirmed);
    }

    /**
     * Does it without a person, once for an incident: what was begun already is finished, but not while somebody else may
     * be at it.
     *
     * @return whether it is behind us; false when somebody is at it, or waits with it
     */
    boolean automatic(Wish wish) {
        ActionRun before = ledger.read(stores -> before(stores, wish));
        if (before == null) {
            ActionRun planned = dryRun(wish);
            return claimed(planned, wish) && did(planned);
        }
        return switch (before.state()) {
            case DONE -> {
                ledger.change(stores -> settle(stores, before, wish.step()));
                yield true;
            }
            case UNDOING, UNDONE -> true; // a person took it back, and knows why
            case REQUESTED, BEGUN -> abandoned(before) && did(before);
        };
    }

    private boolean did(ActionRun run) {
        approve(run.id(), run.target());
        return true;
    }

    private static @Nullable ActionRun before(Stores stores, Wish wish) {
        return stores.responses().actions(wish.incident()).stream()
                .filter(run -> run.kind() == wish.kind()
                        && (wish.kind().aboutTheDecoy() || run.target().equals(wish.target())))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /** Of several servers, one does it. */
    private boolean claimed(ActionRun planned, Wish wish) {
        return ledger.write(stores -> {
            stores.tokens()
                    .lock(stores.incidents()
                            .incident(wish.incident())
                            .orElseThrow()
                            .token());
            boolean first = before(stores, wish) == null;
            if (first) {
                put(stores, planned, "request");
            }
            return first;
        });
    }

    private boolean abandoned(ActionRun run) {
        return actor.equals(run.actor())
                && Duration.between(run.at(), clock.instant()).abs().compareTo(LONGEST) > 0;
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
        ledger.change(stores -> put(stores, begun, "begin"));
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
        ledger.change(stores -> put(stores, undoing, "undo"));
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
            return new KeyReplacement(ledger, clock, responders.issuer().apply(token), actor, token.id(), keyOf(run));
        }
        if (account == null) {
            return new NoCalls("the decoy endpoint answers as AWS does for an inactive key");
        }
        ManagedAccount managed = ledger.read(stores -> stores.accounts().find(account))
                .orElseThrow(() -> Names.unknown("account", account));
        return responders.aws().get().of(managed, run.kind(), run.target());
    }

    private CanaryToken decoyOf(ActionRun run) {
        return ledger.read(stores -> stores.tokens().byKey(keyOf(run)))
                .orElseThrow(() -> Names.unknown("key", keyOf(run)));
    }

    private static String keyOf(ActionRun run) {
        return run.target().substring(run.target().lastIndexOf('/') + 1);
    }

    /** What became of it, with the register and the step of the playbook, in one transaction. */
    private ActionRun ended(ActionRun run, State state, String word) {
        ActionRun ended = run.in(state, actor, clock.instant());
        ledger.change(stores -> {
            put(stores, ended, word);
            if (run.kind() == ActionKind.DEACTIVATE_DECOY_KEY) {
                switchDecoy(stores, run, state == State.UNDONE);
            }
            if (state == State.DONE) {
                settle(stores, ended, run.step());
            }
        });
        return ended;
    }

    private void settle(Stores stores, ActionRun done, @Nullable String step) {
        if (step != null) {
            stores.responses()
                    .mark(
                            done.incident(),
                            new StepMark(
                                    step,
                                    StepMark.Outcome.DONE,
                                    done.at(),
                                    actor,
                                    done.kind().word() + " " + done.target()));
        }
    }

    private static void switchDecoy(Stores stores, ActionRun run, boolean active) {
        String key = keyOf(run);
        stores.tokens().byKey(key).ifPresent(token -> stores.tokens().update(token.switched(key, active)));
    }

    private void put(Stores stores, ActionRun run, String word) {
        stores.responses().put(run);
        String text = run.kind().word() + " " + run.target() + (run.account() == null ? "" : " in " + run.account());
        String action = "action-" + word.toLowerCase(Locale.ROOT);
        stores.incidents().add(new Note(Uuid7.next(clock), run.incident(), clock.instant(), actor, action, text));
        stores.audit()
                .append(
                        clock.instant(),
                        actor,
                        "incident." + action,
                        run.incident().toString(),
                        run.id() + " " + text);
    }
}
