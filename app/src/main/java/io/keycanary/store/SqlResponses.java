package io.keycanary.store;

import io.keycanary.respond.Playbook;
import io.keycanary.respond.PlaybookRun;
import io.keycanary.respond.Responses;
import io.keycanary.respond.StepMark;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

record SqlResponses(Session session) implements Responses {
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
}
