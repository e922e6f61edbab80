package io.keycanary.respond;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One response action, stored before anything is called: whoever is stopped in between finds here what to finish, and
 * what to undo.
 *
 * @param step the step of the playbook that it is done for; null for none
 * @param target what it is about, and what a person types to confirm it
 * @param account the AWS account, by the name that we know it by; null for the decoy endpoint
 * @param calls what is called, as the dry run showed it
 * @param before what undo gives back; made by the action, and read by it alone
 * @param actor who did the last thing with it
 * @param at when
 */
public record ActionRun(
        UUID id,
        UUID incident,
        @Nullable String step,
        ActionKind kind,
        String target,
        @Nullable String account,
        State state,
        List<String> calls,
        Map<String, String> before,
        String actor,
        Instant at) {
    /** How far it is. */
    public enum State {
        /** Somebody asked for it; nothing was called. */
        REQUESTED,
        /** It was approved; calls may have been made, or not. */
        BEGUN,
        /** It has been done. */
        DONE,
        /** It is being taken back; calls may have been made, or not. */
        UNDOING,
        /** All is as it was before. */
        UNDONE
    }

    /** Copies the collections. */
    public ActionRun {
        calls = List.copyOf(calls);
        before = Map.copyOf(new TreeMap<>(before));
    }

    /** The same, later. */
    public ActionRun in(State next, String who, Instant when) {
        return new ActionRun(id, incident, step, kind, target, account, next, calls, before, who, when);
    }

    /** The same, with a fresh look at what is there. */
    public ActionRun planned(ResponseAction.Plan plan) {
        return new ActionRun(id, incident, step, kind, target, account, state, plan.calls(), plan.before(), actor, at);
    }
}
