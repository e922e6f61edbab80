package io.keycanary.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.keycanary.respond.ActionKind;
import io.keycanary.respond.ActionRun;
import io.keycanary.respond.Playbook;
import io.keycanary.respond.PlaybookRun;
import io.keycanary.respond.Responses;
import io.keycanary.respond.StepMark;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

record SqlResponses(Session session) implements Responses {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> NAMED = new TypeReference<>() {};

    private record Head(Playbook playbook, Instant begunAt) {}

    @Override
    public void begin(PlaybookRun run) {
        Playbook playbook = run.playbook();
        int begun = session.execute(
                "insert into playbook_runs (incident, playbook, version, document, begun_at) values ("
                        + Session.marks(5) + ") on conflict (incident) do nothing",
                run.incident(),
                playbook.name(),
                playbook.version(),
                Json.write(PlaybookDocument.of(playbook)),
                run.begunAt());
        if (begun > 0) {
            run.marks().forEach(mark -> mark(run.incident(), mark));
        }
    }

    @Override
    public Optional<PlaybookRun> run(UUID incident) {
        return session.one(
                        row -> new Head(PlaybookDocument.read(row.text("document")), row.time("begun_at")),
                        "select document, begun_at from playbook_runs where incident = ?",
                        incident)
                .map(head -> new PlaybookRun(incident, head.playbook(), head.begunAt(), marks(incident)));
    }

    private List<StepMark> marks(UUID incident) {
        return session.list(
                SqlResponses::mark, "select * from step_marks where incident = ? order by at, step", incident);
    }

    private static StepMark mark(Row row) throws SQLException {
        return new StepMark(
                row.text("step"),
                row.word("outcome", StepMark.Outcome.class),
                row.time("at"),
                row.text("by_whom"),
                row.text("note"));
    }

    @Override
    public void mark(UUID incident, StepMark mark) {
        session.execute(
                "insert into step_marks (incident, step, outcome, at, by_whom, note) values (" + Session.marks(6)
                        + ") on conflict (incident, step) do update set outcome = excluded.outcome,"
                        + " at = excluded.at, by_whom = excluded.by_whom, note = excluded.note",
                incident,
                mark.step(),
                mark.outcome().name(),
                mark.at(),
                mark.by(),
                mark.note());
    }

    @Override
    public void put(ActionRun action) {
        session.execute(
                "insert into response_actions (id, incident, step, kind, target, account, state, calls, undo_needs,"
                        + " actor, at) values (" + Session.marks(11) + ") on conflict (id) do update set"
                        + " state = excluded.state, calls = excluded.calls, undo_needs = excluded.undo_needs,"
                        + " actor = excluded.actor, at = excluded.at",
                action.id(),
                action.incident(),
                action.step(),
                action.kind().name(),
                action.target(),
                action.account(),
                action.state().name(),
                Json.write(action.calls()),
                Json.write(action.before()),
                action.actor(),
                action.at());
    }

    @Override
    public Optional<ActionRun> action(UUID id) {
        return session.one(
                SqlResponses::action, "select * from response_actions where id = ?" + session.lockingRow(), id);
    }

    @Override
    public List<ActionRun> actions(UUID incident) {
        return session.list(
                SqlResponses::action, "select * from response_actions where incident = ? order by id", incident);
    }

    private static ActionRun action(Row row) throws SQLException {
        return new ActionRun(
                row.uuid("id"),
                row.uuid("incident"),
                row.textOrNull("step"),
                row.word("kind", ActionKind.class),
                row.text("target"),
                row.textOrNull("account"),
                row.word("state", ActionRun.State.class),
                Json.read(row.text("calls"), TEXTS),
                Json.read(row.text("undo_needs"), NAMED),
                row.text("actor"),
                row.time("at"));
    }
}
