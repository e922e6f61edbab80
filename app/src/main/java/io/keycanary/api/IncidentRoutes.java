package io.keycanary.api;

import static io.keycanary.api.Permission.RESPONDER;
import static io.keycanary.api.Permission.VIEWER;
import static io.keycanary.api.Route.Parameter.CURSOR;
import static io.keycanary.api.Route.Parameter.LIMIT;

import io.keycanary.api.IncidentBodies.Assignment;
import io.keycanary.api.IncidentBodies.NewLink;
import io.keycanary.api.IncidentBodies.NewNote;
import io.keycanary.api.IncidentBodies.Remark;
import io.keycanary.api.IncidentBodies.Resolution;
import io.keycanary.api.IncidentViews.Case;
import io.keycanary.api.IncidentViews.Entry;
import io.keycanary.api.IncidentViews.Incident;
import io.keycanary.api.IncidentViews.IncidentPage;
import io.keycanary.api.IncidentViews.Sighting;
import io.keycanary.api.IncidentViews.SightingPage;
import io.keycanary.api.Route.Parameter;
import io.keycanary.desk.IncidentDesk;
import io.keycanary.incident.IncidentState;
import io.keycanary.incident.SourceLookup;
import io.keycanary.incident.Verdict;
import io.keycanary.intake.Ledger;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Incidents, what the team does with them, and sightings. */
final class IncidentRoutes {
    private final Ledger ledger;
    private final IncidentDesk desk;
    private final SourceLookup sources;

    IncidentRoutes(Ledger ledger, IncidentDesk desk, SourceLookup sources) {
        this.ledger = ledger;
        this.desk = desk;
        this.sources = sources;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/incidents", VIEWER, "Lists incidents, newest first", IncidentPage.class, this::list)
                        .taking(new Parameter("state", "Only incidents in this state"), CURSOR, LIMIT),
                Route.get(
                        "/incidents/{id}",
                        VIEWER,
                        "Shows an incident with its token, places, timeline and campaign",
                        Case.class,
                        this::show),
                Route.get(
                                "/incidents/{id}/sightings",
                                VIEWER,
                                "Lists the sightings of an incident, by event time",
                                SightingPage.class,
                                this::sightingsOf)
                        .taking(CURSOR, LIMIT),
                Route.post(
                                "/incidents/{id}/acknowledge",
                                RESPONDER,
                                "Somebody works on it",
                                null,
                                Incident.class,
                                this::acknowledge)
                        .withIfMatch(),
                Route.post(
                                "/incidents/{id}/contain",
                                RESPONDER,
                                "It can do no more harm",
                                Remark.class,
                                Incident.class,
                                this::contain)
                        .withIfMatch(),
                Route.post(
                                "/incidents/{id}/resolve",
                                RESPONDER,
                                "Closes it with a verdict",
                                Resolution.class,
                                Incident.class,
                                this::resolve)
                        .withIfMatch(),
                Route.post(
                                "/incidents/{id}/reopen",
                                RESPONDER,
                                "Works on a resolved one again",
                                Remark.class,
                                Incident.class,
                                this::reopen)
                        .withIfMatch(),
                Route.post(
                                "/incidents/{id}/assign",
                                RESPONDER,
                                "Says who works on it",
                                Assignment.class,
                                Entry.class,
                                this::assign)
                        .creating(),
                Route.post(
                                "/incidents/{id}/links",
                                RESPONDER,
                                "Links it with another incident, in both timelines",
                                NewLink.class,
                                Incident.class,
                                this::link)
                        .creating(),
                Route.post(
                                "/incidents/{id}/notes",
                                RESPONDER,
                                "Writes into its timeline",
                                NewNote.class,
                                Entry.class,
                                this::note)
                        .creating(),
                Route.get("/sightings", VIEWER, "Lists sightings, newest first", SightingPage.class, this::sightings)
                        .taking(CURSOR, LIMIT));
    }

    private Answer list(Call call) {
        Cursor cursor = Cursor.of(call);
        @Nullable IncidentState state = call.query("state", IncidentState.class);
        var fetched = desk.list(state, cursor.after(), cursor.fetch());
        return Answer.ok(new IncidentPage(
                cursor.page(fetched).stream().map(Incident::of).toList(),
                cursor.next(fetched, io.keycanary.incident.Incident::id)));
    }

    private Answer show(Call call) {
        Case file = Case.of(desk.open(id(call)), sources);
        return Answer.ok(file).with("ETag", etag(file.incident()));
    }

    private Answer acknowledge(Call call) {
        return moved(desk.acknowledge(id(call), call.ifMatch(), call.actor()));
    }

    private Answer contain(Call call) {
        return moved(desk.contain(id(call), call.ifMatch(), call.actor(), remark(call)));
    }

    private Answer reopen(Call call) {
        return moved(desk.reopen(id(call), call.ifMatch(), call.actor(), remark(call)));
    }

    private Answer assign(Call call) {
        UUID id = id(call);
        String person = text(call.document(Assignment.class).person());
        return Answer.created("/incidents/" + id, Entry.of(desk.assign(id, call.actor(), person)));
    }

    /** Answers with the other one. */
    private Answer link(Call call) {
        NewLink wish = call.document(NewLink.class);
        io.keycanary.incident.Incident other = desk.require(wish.incident());
        desk.link(id(call), other.id(), call.actor(), text(wish.text()));
        return Answer.created("/incidents/" + other.id(), Incident.of(other));
    }

    /** The body may be left out. */
    private static String remark(Call call) {
        return call.body().length == 0 ? "" : text(call.document(Remark.class).text());
    }

    private Answer resolve(Call call) {
        Resolution resolution = call.document(Resolution.class);
        Verdict verdict = Words.read(Verdict.class, "verdict", resolution.verdict());
        return moved(desk.resolve(id(call), call.ifMatch(), call.actor(), verdict, text(resolution.text())));
    }

    private Answer note(Call call) {
        UUID id = id(call);
        return Answer.created(
                "/incidents/" + id,
                Entry.of(
                        desk.note(id, call.actor(), call.document(NewNote.class).text())));
    }

    private Answer sightings(Call call) {
        Cursor cursor = Cursor.of(call);
        return page(cursor, ledger.read(stores -> stores.incidents().sightingsPage(cursor.after(), cursor.fetch())));
    }

    private Answer sightingsOf(Call call) {
        Cursor cursor = Cursor.of(call);
        return page(cursor, desk.sightings(id(call), cursor.after(), cursor.fetch()));
    }

    private Answer page(Cursor cursor, List<io.keycanary.incident.Sighting> fetched) {
        return Answer.ok(new SightingPage(
                cursor.page(fetched).stream()
                        .map(sighting -> Sighting.of(sighting, sources))
                        .toList(),
                cursor.next(fetched, io.keycanary.incident.Sighting::id)));
    }

    private static Answer moved(io.keycanary.incident.Incident incident) {
        Incident view = Incident.of(incident);
        return Answer.ok(view).with("ETag", etag(view));
    }

    private static String etag(Incident incident) {
        return "\"" + incident.version() + "\"";
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** By its id at once; by the end of it after a look at all. */
    private UUID id(Call call) {
        return call.id().orElseGet(() -> desk.require(call.name()).id());
    }
}
