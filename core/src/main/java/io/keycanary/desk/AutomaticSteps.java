package io.keycanary.desk;

import io.keycanary.desk.ActionDesk.Wish;
import io.keycanary.desk.ResponseDesk.Worked;
import io.keycanary.incident.Incident;
import io.keycanary.incident.Note;
import io.keycanary.incident.Sighting;
import io.keycanary.incident.SourceNetwork;
import io.keycanary.intake.Ledger;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.ActionRefusedException;
import io.keycanary.respond.Responders;
import io.keycanary.respond.Step;
import io.keycanary.respond.StepStatus;
import io.keycanary.token.AccountException;
import io.keycanary.token.Uuid7;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Does the steps that a playbook marks as automatic, where the settings allow the action too. Each is tried once: what
 * fails is in the timeline and stays for a person. Whoever is stopped on the way goes on with it later.
 */
public final class AutomaticSteps {
    /** Who did it, in timelines and the audit log. */
    static final String ACTOR = "playbook";

    /** The intruder of one incident rarely has more, and a firewall's API should not meet thousands. */
    private static final int MOST_ADDRESSES = 20;

    private static final int RECENT = 1000;

    private final Ledger ledger;
    private final InstantSource clock;
    private final ResponseDesk runs;
    private final AutomaticAction actions;
    private final Set<ActionKind> allowed;

    /**
     * Steps of the playbooks of this ledger.
     *
     * @param allowed what may be done without a person
     */
    public AutomaticSteps(Ledger ledger, InstantSource clock, Responders responders, Set<ActionKind> allowed) {
        this.ledger = ledger;
        this.clock = clock;
        this.runs = new ResponseDesk(ledger, clock);
        this.actions = new AutomaticAction(
                ledger, new ActionDesk(ledger, clock, responders, ACTOR), new ActionBook(clock, ACTOR));
        this.allowed = Set.copyOf(allowed);
    }

    /** Does every step that is ready. Call it about every ten seconds. */
    public void sweep() {
        for (Worked worked : runs.having(this::due)) {
            worked.steps().stream().filter(this::due).forEach(status -> attempt(worked.incident(), status.step()));
        }
    }

    private boolean due(StepStatus status) {
        return status.state() == StepStatus.State.READY
                && status.step().work() instanceof Step.Action action
                && action.automatic()
                && allowed.contains(action.kind());
    }

    private void attempt(Incident incident, Step step) {
        if (failedBefore(incident, step)) {
            return;
        }
        try {
            carryOut(incident, step, ((Step.Action) step.work()).kind());
        } catch (AccountException | ActionRefusedException | UnknownNameException e) {
            // One that cannot be done must not keep the others from being done; a person finds it in the timeline.
            failed(incident, step, String.valueOf(e.getMessage()));
        }
    }

    private void carryOut(Incident incident, Step step, ActionKind kind) {
        if (kind.aboutTheDecoy()) {
            actions.done(new Wish(incident.id(), kind, "", null, step.id()));
            return;
        }
        List<String> addresses = addresses(incident);
        if (addresses.isEmpty()) {
            throw new ActionRefusedException("no address is known that could be blocked");
        }
        boolean behindUs = true;
        for (int i = 0; i < addresses.size() && behindUs; i++) {
            String settled = i == addresses.size() - 1 ? step.id() : null;
            behindUs = actions.done(new Wish(incident.id(), kind, addresses.get(i), null, settled));
        }
    }

    /** Those that had a right signature: whoever only knows a key's id must not decide who is blocked. */
    private List<String> addresses(Incident incident) {
        return ledger.read(stores -> stores.incidents().newest(incident.id(), RECENT)).stream()
                .filter(Sighting::authenticated)
                .map(sighting -> sighting.facts().sourceIp())
                .filter(Objects::nonNull)
                .filter(address -> SourceNetwork.of(address).linkable() && !isThisMachine(address))
                .distinct()
                .limit(MOST_ADDRESSES)
                .toList();
    }

    private static boolean isThisMachine(String address) {
        return address.startsWith("127.") || address.equals("::1");
    }

    private static String said(Step step) {
        return step.id() + ": ";
    }

    private boolean failedBefore(Incident incident, Step step) {
        return ledger.read(stores -> stores.incidents().notes(incident.id())).stream()
                .anyMatch(note -> note.author().equals(ACTOR)
                        && note.action().equals("action-failed")
                        && note.text().startsWith(said(step)));
    }

    private void failed(Incident incident, Step step, String why) {
        ledger.change(stores -> {
            stores.incidents()
                    .add(new Note(
                            Uuid7.next(clock),
                            incident.id(),
                            clock.instant(),
                            ACTOR,
                            "action-failed",
                            said(step) + why));
            stores.audit()
                    .append(
                            clock.instant(),
                            ACTOR,
                            "incident.action-failed",
                            incident.id().toString(),
                            said(step) + why);
        });
    }
}
