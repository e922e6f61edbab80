package io.keycanary.api;

import static io.keycanary.api.Permission.ADMIN;
import static io.keycanary.api.Permission.RESPONDER;
import static io.keycanary.api.Permission.VIEWER;

import io.keycanary.api.ActionViews.Action;
import io.keycanary.api.ActionViews.ActionList;
import io.keycanary.api.ActionViews.Confirmation;
import io.keycanary.api.ActionViews.Plan;
import io.keycanary.api.ActionViews.WantedAction;
import io.keycanary.desk.ActionDesk;
import io.keycanary.desk.IncidentDesk;
import io.keycanary.intake.Ledger;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.Responders;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Response actions: a responder asks for one, an administrator approves it by the name of what it is about. */
final class ActionRoutes {
    private final Ledger ledger;
    private final InstantSource clock;
    private final IncidentDesk incidents;
    private final Responders responders;

    ActionRoutes(Ledger ledger, InstantSource clock, IncidentDesk incidents, Responders responders) {
        this.ledger = ledger;
        this.clock = clock;
        this.incidents = incidents;
        this.responders = responders;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        "/incidents/{id}/actions",
                        VIEWER,
                        "Lists the response actions of an incident, oldest first",
                        ActionList.class,
                        this::list),
                Route.post(
                        "/incidents/{id}/actions/plan",
                        RESPONDER,
                        "Looks what an action would call, and changes nothing",
                        WantedAction.class,
                        Plan.class,
                        this::plan),
                Route.post(
                                "/incidents/{id}/actions",
                                RESPONDER,
                                "Asks for an action; one that breaks nothing is done at once",
                                WantedAction.class,
                                Action.class,
                                this::request)
                        .creating(),
                Route.post(
                        "/incidents/{id}/actions/{action}/approve",
                        ADMIN,
                        "Does an action that was asked for, or finishes one that was stopped on the way",
                        Confirmation.class,
                        Action.class,
                        this::approve),
                Route.post(
                        "/incidents/{id}/actions/{action}/undo",
                        ADMIN,
                        "Takes an action back",
                        Confirmation.class,
                        Action.class,
                        this::undo));
    }

    private ActionDesk desk(Call call) {
        return new ActionDesk(ledger, clock, responders, call.actor());
    }

    private Answer list(Call call) {
        return Answer.ok(new ActionList(
                desk(call).of(incident(call)).stream().map(Action::of).toList()));
    }

    private Answer plan(Call call) {
        return Answer.ok(
                Plan.of(desk(call).dryRun(call.document(WantedAction.class).wish(incident(call)))));
    }

    private Answer request(Call call) {
        ActionDesk.Wish wish = call.document(WantedAction.class).wish(incident(call));
        ActionRun run =
                wish.kind().dangerous() ? desk(call).request(wish) : desk(call).perform(wish, null);
        return Answer.created("/incidents/" + run.incident() + "/actions", Action.of(run));
    }

    private Answer approve(Call call) {
        ActionDesk desk = desk(call);
        return Answer.ok(Action.of(desk.approve(action(call, desk), confirmed(call))));
    }

    private Answer undo(Call call) {
        ActionDesk desk = desk(call);
        return Answer.ok(Action.of(desk.undo(action(call, desk), confirmed(call))));
    }

    private static String confirmed(Call call) {
        String target = call.document(Confirmation.class).target();
        return target == null ? "" : target;
    }

    private UUID action(Call call, ActionDesk desk) {
        return desk.require(incident(call), call.parameter("action")).id();
    }

    private UUID incident(Call call) {
        return incidents.require(call.name()).id();
    }
}
