package io.keycanary.api;

import io.keycanary.desk.ActionDesk;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.ActionRun;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Documents about response actions. */
final class ActionViews {
    private static final int MAX_NAME = 200;

    private ActionViews() {}

    /** What somebody wants; {@code target} may be missing where the incident names it itself. */
    record WantedAction(
            String action,
            @OrNull @Nullable String target,
            @OrNull @Nullable String account,
            @OrNull @Nullable String step) {
        WantedAction {
            Views.required(action, "action", MAX_NAME);
            Views.optional(target, "target", MAX_NAME);
            Views.optional(account, "account", MAX_NAME);
            Views.optional(step, "step", MAX_NAME);
        }

        ActionDesk.Wish wish(UUID incident) {
            return new ActionDesk.Wish(incident, kind(), target == null ? "" : target, account, step);
        }

        ActionKind kind() {
            return Arrays.stream(ActionKind.values())
                    .filter(kind -> kind.word().equals(action))
                    .findFirst()
                    .orElseThrow(() -> Problem.badRequest("action is one of "
                            + Arrays.stream(ActionKind.values())
                                    .map(ActionKind::word)
                                    .collect(Collectors.joining(", "))));
        }
    }

    /** Confirms it: {@code target} is the name of what it is about, as a person typed it. */
    record Confirmation(@OrNull @Nullable String target) {
        Confirmation {
            Views.optional(target, "target", MAX_NAME);
        }
    }

    /** What would be called. */
    record Plan(
            String action, String target, @OrNull @Nullable String account, boolean dangerous, List<String> calls) {
        static Plan of(ActionRun run) {
            return new Plan(
                    run.kind().word(), run.target(), run.account(), run.kind().dangerous(), run.calls());
        }
    }

    /** One action. */
    record Action(
            String id,
            String incident,
            @OrNull @Nullable String step,
            String action,
            String target,
            @OrNull @Nullable String account,
            String state,
            List<String> calls,
            String actor,
            String at) {
        static Action of(ActionRun run) {
            return new Action(
                    run.id().toString(),
                    run.incident().toString(),
                    run.step(),
                    run.kind().word(),
                    run.target(),
                    run.account(),
                    run.state().name(),
                    run.calls(),
                    run.actor(),
                    Views.time(run.at()));
        }
    }

    /** Those of an incident, oldest first. */
    record ActionList(List<Action> items) {}
}
