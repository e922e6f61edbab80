package io.keycanary.api;

import static io.keycanary.api.Permission.RESPONDER;
import static io.keycanary.api.Permission.VIEWER;

import io.keycanary.api.ResponseViews.PlaybookStep;
import io.keycanary.api.ResponseViews.RunningPlaybook;
import io.keycanary.api.ResponseViews.Settling;
import io.keycanary.desk.IncidentDesk;
import io.keycanary.desk.ResponseDesk;
import io.keycanary.respond.StepMark;
import java.util.List;
import java.util.UUID;

/** The playbook of an incident, and what the team does with it. */
final class ResponseRoutes {
    private final IncidentDesk incidents;
    private final ResponseDesk desk;

    ResponseRoutes(IncidentDesk incidents, ResponseDesk desk) {
        this.incidents = incidents;
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        "/incidents/{id}/steps",
                        VIEWER,
                        "Shows the playbook of an incident with the state of each step",
                        RunningPlaybook.class,
                        this::steps),
                Route.post(
                        "/incidents/{id}/steps",
                        RESPONDER,
                        "Says that a step is done or left out",
                        Settling.class,
                        PlaybookStep.class,
                        this::settle));
    }

    private Answer steps(Call call) {
        return Answer.ok(RunningPlaybook.of(
                desk.open(id(call)).orElseThrow(() -> Problem.notFound("no playbook runs for this incident"))));
    }

    private Answer settle(Call call) {
        Settling settling = call.document(Settling.class);
        StepMark.Outcome outcome = Words.read(StepMark.Outcome.class, "outcome", settling.outcome());
        String note = settling.note() == null ? "" : settling.note();
        if (outcome == StepMark.Outcome.SKIPPED && note.isBlank()) {
            throw Problem.badRequest("a step that is left out needs a note that says why");
        }
        return Answer.ok(PlaybookStep.of(desk.settle(id(call), settling.step(), outcome, call.actor(), note)));
    }

    private UUID id(Call call) {
        return call.id().orElseGet(() -> incidents.require(call.name()).id());
    }
}
