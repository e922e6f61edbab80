package io.keycanary.desk;

import io.keycanary.incident.Note;
import io.keycanary.intake.Stores;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.ActionRun.State;
import io.keycanary.respond.StepMark;
import io.keycanary.token.Uuid7;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what becomes of response actions: with the incident, in the audit log, in the playbook and in the register.
 *
 * @param actor who does them
 */
record ActionBook(InstantSource clock, String actor) {
    /** The key that an action on the decoy's key is about. */
    static String keyOf(ActionRun run) {
        return run.target().substring(run.target().lastIndexOf('/') + 1);
    }

    void put(Stores stores, ActionRun run, String word) {
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

    /** What became of it, with the register and the step of the playbook. */
    ActionRun ended(Stores stores, ActionRun run, State state, String word) {
        ActionRun ended = run.in(state, actor, clock.instant());
        put(stores, ended, word);
        if (run.kind() == ActionKind.DEACTIVATE_DECOY_KEY || run.kind() == ActionKind.RETIRE_AND_REPLANT) {
            switchDecoy(stores, run, state == State.UNDONE);
        }
        if (state == State.DONE) {
            settle(stores, ended, run.step());
        }
        return ended;
    }

    /** The step is done by it; null for none. */
    void settle(Stores stores, ActionRun done, @Nullable String step) {
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
}
